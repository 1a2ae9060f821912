import { scriptsConfig } from '@semantic-explorer/platform';
import { chartOfServices } from '@semantic-explorer/platform/testing';

import { authProxy } from '../builder.js';

/** A chart of the proxy alone, with the programs of its init containers. */
export const authProxyChart = chartOfServices(scriptsConfig, authProxy);

/** Values that bring out everything that the proxy can have. */
export const valueSets: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'in front of an API that is reached on this machine': { authProxy: { enabled: true } },
  'with an issuer outside of the release, private authorities and monitoring': {
    authProxy: {
      enabled: true,
      clientId: 'explorer-proxy',
      existingSecret: 'proxy',
      secretKeys: { clientSecret: 'client', cookieSecret: 'cookie' },
      scopes: ['openid', 'email'],
      emailDomains: ['example.com', 'example.org'],
      allowUnverifiedEmail: true,
      extraAudiences: ['command-line'],
      publicRoutes: [{ method: 'POST', path: '/api/token.json+x' }],
      session: { lifetime: '8h', refreshInterval: '5m' },
      responseTimeoutSeconds: 60,
      drainDelaySeconds: 20,
      shutdownTimeoutSeconds: 60,
      autoscaling: { enabled: true },
      service: { type: 'LoadBalancer' },
      serviceMonitor: { enabled: true },
    },
    api: {
      publicUrl: 'https://explorer.example.com',
      corsAllowedOrigins: ['https://other.example.com'],
      tls: { serverSecretName: 'api-tls' },
    },
    dex: { enabled: false },
    oidc: { clientId: 'explorer', issuerUrl: 'https://login.example.com' },
    trustedCertificates: { secretName: 'own-ca' },
  },
};
