import type { Environment } from '@semantic-explorer/platform';
import {
  auditEventsAvailable,
  auditEventsLogin,
  grafanaAdminPasswordRef,
  grafanaClientSecretRef,
  grafanaPort,
  grafanaSecretKeyRef,
  issuerUrl,
} from '@semantic-explorer/platform';
import type { k8s } from 'chartkit';
import { str, when } from 'chartkit';

import { auditPasswordVariable } from './provisioning.js';
import type { GrafanaValues } from './values.js';

/** Where plugins are mounted that the image lacks. */
export const pluginsDirectory = '/etc/grafana/plugins';

/** What Grafana would fetch from the internet, or tell it: https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/ */
const offline: Environment = [
  // The background installer of version 13 fails on a read-only root file system.
  { name: 'GF_PLUGINS_PREINSTALL_DISABLED', value: 'true' },
  { name: 'GF_PLUGINS_PREINSTALL_AUTO_UPDATE', value: 'false' },
  { name: 'GF_ANALYTICS_CHECK_FOR_UPDATES', value: 'false' },
  { name: 'GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES', value: 'false' },
  { name: 'GF_ANALYTICS_REPORTING_ENABLED', value: 'false' },
  { name: 'GF_NEWS_NEWS_FEED_ENABLED', value: 'false' },
];

/** Login through Dex, whose endpoints lie below its issuer. */
const login = (values: GrafanaValues): Environment => [
  when<k8s.EnvVar[]>(values.oidc.enabled, [
    { name: 'GF_AUTH_GENERIC_OAUTH_ENABLED', value: 'true' },
    { name: 'GF_AUTH_GENERIC_OAUTH_NAME', value: 'Dex' },
    { name: 'GF_AUTH_GENERIC_OAUTH_CLIENT_ID', value: values.oidc.clientId },
    {
      name: 'GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET',
      valueFrom: grafanaClientSecretRef(),
    },
    { name: 'GF_AUTH_GENERIC_OAUTH_SCOPES', value: 'openid profile email' },
    { name: 'GF_AUTH_GENERIC_OAUTH_AUTH_URL', value: str`${issuerUrl}/auth` },
    { name: 'GF_AUTH_GENERIC_OAUTH_TOKEN_URL', value: str`${issuerUrl}/token` },
    { name: 'GF_AUTH_GENERIC_OAUTH_API_URL', value: str`${issuerUrl}/userinfo` },
    { name: 'GF_AUTH_GENERIC_OAUTH_USE_PKCE', value: 'true' },
    { name: 'GF_AUTH_GENERIC_OAUTH_ALLOW_SIGN_UP', value: 'true' },
    { name: 'GF_AUTH_GENERIC_OAUTH_ROLE_ATTRIBUTE_PATH', value: str`'${values.oidc.role}'` },
  ]),
];

/** The environment of Grafana's container. */
export const environment = (values: GrafanaValues): Environment => [
  { name: 'GF_SERVER_HTTP_PORT', value: String(grafanaPort) },
  { name: 'GF_SERVER_ROOT_URL', value: values.publicUrl },
  { name: 'GF_SECURITY_ADMIN_USER', value: 'admin' },
  { name: 'GF_SECURITY_ADMIN_PASSWORD', valueFrom: grafanaAdminPasswordRef() },
  { name: 'GF_SECURITY_SECRET_KEY', valueFrom: grafanaSecretKeyRef() },
  { name: 'GF_USERS_ALLOW_SIGN_UP', value: 'false' },
  { name: 'GF_LOG_MODE', value: 'console' },
  when<k8s.EnvVar>(values.quickwitPlugin.enabled, { name: 'GF_PATHS_PLUGINS', value: pluginsDirectory }),
  when<k8s.EnvVar>(auditEventsAvailable, {
    name: auditPasswordVariable,
    valueFrom: auditEventsLogin.passwordRef(),
  }),
  ...offline,
  ...login(values),
];
