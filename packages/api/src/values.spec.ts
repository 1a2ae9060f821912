import { refusalsOf } from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { apiChart } from './testing/api-chart.js';

describe('values of the API', () => {
  it('that contradict each other are refused with every sentence at once', () => {
    expect(
      refusalsOf(apiChart, {
        dex: { enabled: false },
        nats: { enabled: false },
        api: {
          ingress: { enabled: true },
          httpRoute: { enabled: true },
          autoscaling: { minReplicas: 5, maxReplicas: 2 },
          database: { minConnections: 20 },
          startupProbe: { timeoutSeconds: 6 },
          serviceMonitor: { timeoutSeconds: 60 },
        },
      }),
    ).toEqual([
      { path: 'nats.external.host', problem: 'is needed when nats.enabled is false' },
      { path: 'oidc.issuerUrl', problem: 'is needed when dex.enabled is false' },
      { path: 'api.autoscaling.maxReplicas', problem: 'must be at least api.autoscaling.minReplicas (5)' },
      { path: 'api.startupProbe.timeoutSeconds', problem: 'must be at most the period (5 seconds)' },
      { path: 'api.serviceMonitor.timeoutSeconds', problem: 'must be at most the interval (30 seconds)' },
      { path: 'api.ingress.host', problem: 'is needed when api.ingress.enabled is true' },
      { path: 'api.httpRoute.parentRefs', problem: 'is needed when api.httpRoute.enabled is true' },
      {
        path: 'api.publicUrl',
        problem:
          'must be the URL under which browsers reach the API when api.ingress.enabled or api.httpRoute.enabled is true: the login sends them back to it',
      },
      { path: 'api.database.minConnections', problem: 'must be at most api.database.maxConnections (15)' },
    ]);
  });

  it('that lead clients past the proxy are refused', () => {
    expect(refusalsOf(apiChart, { authProxy: { enabled: true }, api: { service: { type: 'NodePort' } } })).toEqual([
      {
        path: 'api.service.type',
        problem:
          'must be ClusterIP when authProxy.enabled is true: other types lead clients past the proxy. Set authProxy.service.type instead',
      },
    ]);
  });

  it('that are misspelt or of the wrong form are refused with their path', () => {
    expect(
      refusalsOf(apiChart, {
        api: { publicUrl: 'explorer.example.com', replicaCount: '2', extraEnvironment: { PORT: '1' } },
      }),
    ).toEqual([
      {
        path: 'api.publicUrl',
        problem:
          'must be an absolute URL that starts with http:// or https:// and does not end with "/", but is "explorer.example.com"',
      },
      { path: 'api.replicaCount', problem: 'must be integer, but is "2"' },
      { path: 'api.extraEnvironment.PORT', problem: 'is a key that the chart sets itself' },
    ]);
  });
});
