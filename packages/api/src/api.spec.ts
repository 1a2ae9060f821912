import type { Manifest } from 'chartkit';
import {
  contractProblems,
  kubernetesProblems,
  namesOf,
  ofKind,
  podsOf,
  readContract,
  render,
  unreservedVariables,
} from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { apiChart, valueSets } from './testing/api-chart.js';

const contract = readContract(new URL('contract.yaml', import.meta.url));
const statefulSet = (values?: Readonly<Record<string, unknown>>): Manifest | undefined =>
  ofKind(render(apiChart, values), 'StatefulSet')[0];
interface IngressObject {
  readonly spec: {
    readonly rules: readonly {
      readonly http: {
        readonly paths: readonly {
          readonly path: string;
          readonly pathType: string;
          readonly backend: { readonly service: { readonly name: string; readonly port: { readonly name: string } } };
        }[];
      };
    }[];
  };
}
const pod = (values?: Readonly<Record<string, unknown>>) => podsOf(render(apiChart, values)).map(({ spec }) => spec)[0];

describe.each(Object.entries(valueSets))('the API: %s', (name, values) => {
  it('consists of objects that Kubernetes takes, oldest and newest', () => {
    expect(kubernetesProblems(render(apiChart, values))).toEqual([]);
  });

  it('agrees with the contract of the program', () => {
    const extras =
      name === 'placed on chosen nodes' ? ['api: HTTP_PROXY is set, but the program does not read it'] : [];
    expect(contractProblems(contract, render(apiChart, values))).toEqual(extras);
  });
});

describe('objects of the API', () => {
  it('are these by default', () => {
    expect(namesOf(render(apiChart)).slice(1)).toEqual([
      'ServiceAccount prod-semantic-explorer-api',
      'Service prod-semantic-explorer-api',
      'Service prod-semantic-explorer-api-headless',
      'StatefulSet prod-semantic-explorer-api',
      'PodDisruptionBudget prod-semantic-explorer-api',
    ]);
  });

  it('include an autoscaler on demand, which then decides how many pods there are', () => {
    const objects = render(apiChart, valueSets['autoscaled behind an Ingress']);
    expect(namesOf(objects).slice(-2)).toEqual([
      'HorizontalPodAutoscaler prod-semantic-explorer-api',
      'Ingress prod-semantic-explorer-api',
    ]);
    expect(statefulSet(valueSets['autoscaled behind an Ingress'])?.['spec']).not.toHaveProperty('replicas');
  });

  it('include a route and a ServiceMonitor on demand', () => {
    const objects = render(apiChart, valueSets['behind a Gateway, monitored, with TLS everywhere']);
    expect(ofKind(objects, 'HTTPRoute').map(({ spec }) => spec)).toEqual([
      {
        parentRefs: [
          { name: 'public', namespace: 'gateways' },
          { name: 'internal', sectionName: 'https' },
        ],
        hostnames: ['explorer.example.com'],
        rules: [
          {
            matches: [
              { path: { type: 'Exact', value: '/' } },
              { path: { type: 'PathPrefix', value: '/ui' } },
              { path: { type: 'PathPrefix', value: '/api' } },
              { path: { type: 'PathPrefix', value: '/swagger-ui' } },
              { path: { type: 'Exact', value: '/auth_callback' } },
              { path: { type: 'Exact', value: '/logout' } },
            ],
            backendRefs: [{ name: 'prod-semantic-explorer-api', port: 8080 }],
          },
        ],
      },
    ]);
    expect(ofKind(objects, 'ServiceMonitor').map(({ spec }) => spec)).toEqual([
      {
        selector: {
          matchLabels: { 'app.kubernetes.io/name': 'api', 'app.kubernetes.io/instance': 'prod' },
          matchExpressions: [{ key: 'prometheus.io/service-monitor', operator: 'NotIn', values: ['false'] }],
        },
        endpoints: [
          {
            port: 'http',
            path: '/metrics',
            scheme: 'https',
            tlsConfig: { insecureSkipVerify: true },
            interval: '30s',
            scrapeTimeout: '10s',
          },
        ],
      },
    ]);
  });

  it('expose by an Ingress what needs a login, and no metrics', () => {
    const [ingress] = ofKind(render(apiChart, valueSets['autoscaled behind an Ingress']), 'Ingress');
    const { rules } = ingress?.['spec'] as {
      readonly rules: readonly { readonly http: { readonly paths: readonly Readonly<Record<string, unknown>>[] } }[];
    };
    expect(rules[0]?.http.paths.map(({ path, pathType }) => `${String(pathType)} ${String(path)}`)).toEqual([
      'Exact /',
      'Prefix /ui',
      'Prefix /api',
      'Prefix /swagger-ui',
      'Exact /auth_callback',
      'Exact /logout',
    ]);
  });

  it('lead to the proxy when there is one, with its paths in place of those of the own login', () => {
    const proxied = { authProxy: { enabled: true } };
    const objects = ['autoscaled behind an Ingress', 'behind a Gateway, monitored, with TLS everywhere'].flatMap(
      (name) => render(apiChart, { ...valueSets[name], ...proxied }),
    );
    const [ingress] = ofKind(objects, 'Ingress') as unknown as readonly IngressObject[];
    expect(
      ingress?.spec.rules[0]?.http.paths.map(
        ({ path, pathType, backend }) => `${pathType} ${path} ${backend.service.name}:${backend.service.port.name}`,
      ),
    ).toEqual(
      ['Exact /', 'Prefix /ui', 'Prefix /api', 'Prefix /swagger-ui', 'Prefix /oauth2'].map(
        (path) => `${path} prod-semantic-explorer-auth-proxy:http`,
      ),
    );
    expect(ofKind(objects, 'HTTPRoute').map(({ spec }) => (spec as { readonly rules: unknown }).rules)).toEqual([
      [
        {
          matches: [
            { path: { type: 'Exact', value: '/' } },
            { path: { type: 'PathPrefix', value: '/ui' } },
            { path: { type: 'PathPrefix', value: '/api' } },
            { path: { type: 'PathPrefix', value: '/swagger-ui' } },
            { path: { type: 'PathPrefix', value: '/oauth2' } },
          ],
          backendRefs: [{ name: 'prod-semantic-explorer-auth-proxy', port: 4180 }],
        },
      ],
    ]);
  });

  it('take their images from the mirror', () => {
    expect(pod(valueSets['placed on chosen nodes'])?.containers[0]?.image).toBe(
      'registry.example.com/mirror/jofish89/semantic-explorer:0.6.16',
    );
  });

  it('leave time to drain before a pod is killed, without a shell', () => {
    const spec = pod({ api: { drainDelaySeconds: 20, shutdownTimeoutSeconds: 120 } });
    expect(spec?.terminationGracePeriodSeconds).toBe(155);
    expect(spec?.containers[0]?.lifecycle).toEqual({ preStop: { sleep: { seconds: 20 } } });
  });

  it('are spread over nodes as far as possible, unless the deployer has other wishes', () => {
    const term = {
      topologyKey: 'kubernetes.io/hostname',
      labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'api', 'app.kubernetes.io/instance': 'prod' } },
    };
    expect(pod()).toMatchObject({
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }],
        },
      },
    });
    const own = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    expect((pod({ api: { affinity: own } }) as { readonly affinity?: unknown } | undefined)?.affinity).toEqual(own);
  });

  it('give the program its own authorities beside the public ones', () => {
    const spec = pod(valueSets['behind a Gateway, monitored, with TLS everywhere']);
    expect(spec?.initContainers?.[0]?.name).toBe('write-ca-bundle');
    const variables = new Map(spec?.containers[0]?.env?.map(({ name, value }) => [name, value]));
    expect([variables.get('SSL_CERT_FILE'), variables.get('TLS_CA_CERT_PATH')]).toEqual([
      '/etc/trusted-certificates/ca-bundle.crt',
      '/etc/trusted-certificates/ca-bundle.crt',
    ]);
  });
});

it('no variable that the chart sets can be set again', () => {
  expect(unreservedVariables(apiChart, 'api', 'api', Object.values(valueSets).slice(0, 4))).toEqual([]);
});
