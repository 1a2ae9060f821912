import type { NetworkedService } from '@semantic-explorer/platform';
import {
  apiDatabaseSlice,
  apiSlice,
  application,
  authProxyPorts,
  authProxySlice,
  networkedService,
  objectName,
  labels,
  scriptsSlice,
  trustedCertificatesSlice,
} from '@semantic-explorer/platform';
import { ne, resources, sha256 } from 'chartkit';

import { proxyConfig } from './config.js';
import { component, connections, podSpec } from './pod.js';
import { authProxyRules } from './rules.js';
import { authProxyValues } from './values.js';

/** oauth2-proxy between an Ingress or HTTPRoute and the API. */
export const authProxy: NetworkedService = networkedService({
  name: component,
  source: 'packages/auth-proxy/src/builder.ts',
  key: authProxySlice.key,
  values: authProxyValues,
  connections,
  uses: [apiSlice, apiDatabaseSlice, trustedCertificatesSlice, scriptsSlice],
  enabled: (values) => values.enabled,
  rules: authProxyRules,
  network: (values) => ({
    scraped: [{ port: authProxyPorts.metrics }],
    // What the API's Ingress and HTTPRoute lead to.
    routed: [{ port: authProxyPorts.http }],
    opened: [{ port: authProxyPorts.http, when: ne(values.service.type, 'ClusterIP') }],
  }),
  build: (scope, values) => {
    const config = proxyConfig(values);
    resources.configMap(scope, {
      metadata: { name: objectName(component), labels: labels(component) },
      data: { 'config.yaml': config },
    });
    application(scope, {
      name: component,
      values,
      ports: [
        { name: 'http', port: authProxyPorts.http, targetPort: 'http' },
        { name: 'metrics', port: authProxyPorts.metrics, targetPort: 'metrics' },
      ],
      pod: podSpec(values),
      checksums: { 'checksum/config': sha256(config) },
      metrics: { endpoint: { port: 'metrics', path: '/metrics' }, serviceMonitor: values.serviceMonitor },
    });
  },
});
