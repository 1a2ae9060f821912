import {
  allCredentialsSupplied,
  apiPort,
  authProxyPorts,
  authProxyPrefix,
  fullname,
  generatedSecretName,
  grafanaPort,
  prometheusPort,
} from '@semantic-explorer/platform';
import type { DynamicItem } from 'chartkit';
import { and, contains, not, or, release, str, when } from 'chartkit';

import { values } from '../values-of-services.js';
import { forward, kubectl, showGenerated } from './commands.js';

const { api, authProxy, dex, encryption, grafana, grafanaAuth, networkPolicy, prometheus, prometheusEnabled } = values;

/** Whether browsers are to reach the API on the machine of the deployer. */
export const isLocal = contains('://localhost', api.publicUrl);
const hasNobody = and(dex.enabled, not(dex.config.staticPasswords), not(dex.config.github.enabled));

const isolatedDirections = when(
  networkPolicy.egress.enabled,
  when(networkPolicy.ingress.enabled, 'incoming and outgoing', 'outgoing'),
  'incoming',
);

/** What to do next: look, log in, keep what cannot be made again. */
export const nextSteps: readonly DynamicItem<string>[] = [
  'See what starts, which takes some minutes for models to load:',
  str`  ${kubectl} get pods --selector app.kubernetes.io/instance=${release.name} --watch`,
  '',
  'Test it from inside when all are ready:',
  str`  helm test ${release.name} --namespace ${release.namespace} --logs`,
  '',
  'Reach the user interface:',
  when<string>(and(isLocal, not(authProxy.enabled)), forward('api', apiPort)),
  when<string>(and(isLocal, authProxy.enabled), forward('auth-proxy', authProxyPorts.http, apiPort)),
  str`  ${api.publicUrl}/ui`,
  when<string[]>(authProxy.enabled, ['Sign out of it:', str`  ${api.publicUrl}${authProxyPrefix}/sign_out`]),
  when<string[]>(and(dex.enabled, not(dex.issuer)), [
    '',
    'Log in from this machine: browsers and pods must reach Dex under one name, so add the line',
    str`  127.0.0.1 ${fullname}-dex`,
    'to /etc/hosts, and keep this running beside the other:',
    forward('dex', 5556),
  ]),
  when<string[]>(hasNobody, [
    '',
    'Nobody can log in yet: name people in dex.config.staticPasswords, or enable dex.config.github.',
  ]),
  when<string[]>(grafana.enabled, [
    '',
    'Dashboards, for the user "admin":',
    when<string>(contains('://localhost', grafana.publicUrl), forward('grafana', grafanaPort)),
    str`  ${grafana.publicUrl}`,
    when<string>(not(grafanaAuth.existingSecret), showGenerated('grafana-admin-password')),
  ]),
  when<string[]>(and(prometheusEnabled, not(prometheus.ingress.enabled)), [
    '',
    'Metrics and alerts:',
    forward('prometheus', prometheusPort),
    str`  http://localhost:${prometheusPort}/alerts`,
  ]),
  when<string[]>(or(networkPolicy.ingress.enabled, networkPolicy.egress.enabled), [
    '',
    str`NetworkPolicies isolate ${isolatedDirections} traffic of the pods where the network plugin enforces them.`,
    'docs/network.md of the repository says what they allow and how to allow more.',
  ]),
  when<string[]>(not(allCredentialsSupplied), [
    '',
    str`Generated credentials stand in the Secret ${generatedSecretName}, which survives an uninstallation.`,
  ]),
  when<string>(
    not(or(encryption.existingSecret, encryption.masterKey)),
    'Keep a copy of it elsewhere: without its encryption-master-key nobody can read stored keys of providers.',
  ),
];
