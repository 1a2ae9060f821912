import { parseValues } from 'chartkit';
import {
  kubernetesProblems,
  namesOf,
  ofKind,
  podsOf,
  refusalsOf,
  render,
  unreservedVariables,
} from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { authProxyChart, valueSets } from './testing/auth-proxy-chart.js';

type Values = Readonly<Record<string, unknown>>;

const local = valueSets['in front of an API that is reached on this machine'];
const outside = valueSets['with an issuer outside of the release, private authorities and monitoring'];
const podOf = (values: Values | undefined) => podsOf(render(authProxyChart, values)).map(({ spec }) => spec)[0];
const configOf = (values: Values | undefined): Values => {
  const config = ofKind(render(authProxyChart, values), 'ConfigMap').find(
    ({ metadata }) => (metadata as { readonly name: string }).name === 'prod-semantic-explorer-auth-proxy',
  );
  return parseValues((config?.['data'] as Readonly<Record<string, string>>)['config.yaml'] ?? '', 'config.yaml');
};

it.each(Object.entries(valueSets))('consists of objects that Kubernetes takes, oldest and newest: %s', (_, values) => {
  expect(kubernetesProblems(render(authProxyChart, values))).toEqual([]);
});

it('is not there by default', () => {
  expect(namesOf(render(authProxyChart))).toEqual(['ConfigMap prod-semantic-explorer-scripts']);
});

it('has no variable that can be set twice', () => {
  expect(unreservedVariables(authProxyChart, 'authProxy', 'auth-proxy', Object.values(valueSets))).toEqual([]);
});

describe('objects of the proxy', () => {
  it('are those of every application service', () => {
    expect(namesOf(render(authProxyChart, local)).slice(1)).toEqual([
      'ConfigMap prod-semantic-explorer-auth-proxy',
      'ServiceAccount prod-semantic-explorer-auth-proxy',
      'Service prod-semantic-explorer-auth-proxy',
      'Service prod-semantic-explorer-auth-proxy-headless',
      'StatefulSet prod-semantic-explorer-auth-proxy',
      'PodDisruptionBudget prod-semantic-explorer-auth-proxy',
    ]);
    expect(namesOf(render(authProxyChart, outside)).slice(-2)).toEqual([
      'HorizontalPodAutoscaler prod-semantic-explorer-auth-proxy',
      'ServiceMonitor prod-semantic-explorer-auth-proxy',
    ]);
  });

  it('wait for the issuer and the API, and serve probes and metrics', () => {
    const pod = podOf(local);
    const [container] = pod?.containers ?? [];
    expect(pod?.initContainers?.map(({ name }) => name)).toEqual(['wait-for-oidc', 'wait-for-api']);
    expect([container?.livenessProbe?.httpGet, container?.readinessProbe?.httpGet]).toEqual([
      { path: '/ping', port: 'http' },
      { path: '/ready', port: 'http' },
    ]);
    expect(container?.ports).toEqual([
      { name: 'http', containerPort: 4180 },
      { name: 'metrics', containerPort: 44180 },
    ]);
  });

  it('leave time to drain and to finish requests', () => {
    expect(podOf(outside)?.terminationGracePeriodSeconds).toBe(80);
  });
});

describe('the program', () => {
  it('is started with these arguments', () => {
    expect(podOf(local)?.containers[0]?.args).toEqual([
      '--alpha-config=/etc/oauth2-proxy/config/config.yaml',
      '--proxy-prefix=/oauth2',
      '--redirect-url=http://localhost:8080/oauth2/callback',
      '--skip-provider-button=true',
      '--api-route=^/api/',
      '--skip-jwt-bearer-tokens=true',
      '--bearer-token-login-fallback=false',
      '--email-domain=*',
      '--cookie-secret-file=/etc/oauth2-proxy/credentials/cookie-secret',
      '--cookie-secure=false',
      '--cookie-samesite=lax',
      '--cookie-expire=168h',
      '--cookie-refresh=15m',
      '--silence-ping-logging=true',
    ]);
    expect(podOf(outside)?.containers[0]?.args?.slice(2)).toEqual([
      '--redirect-url=https://explorer.example.com/oauth2/callback',
      '--skip-provider-button=true',
      '--api-route=^/api/',
      '--skip-jwt-bearer-tokens=true',
      '--bearer-token-login-fallback=false',
      '--skip-auth-route=POST=^/api/token\\.json\\+x$',
      '--skip-auth-preflight=true',
      '--email-domain=example.com',
      '--email-domain=example.org',
      '--cookie-secret-file=/etc/oauth2-proxy/credentials/cookie-secret',
      '--cookie-secure=true',
      '--cookie-samesite=lax',
      '--cookie-expire=8h',
      '--cookie-refresh=5m',
      '--silence-ping-logging=true',
    ]);
  });

  it('finds the issuer, its client and who else gets tokens for the API', () => {
    expect(configOf(local)['providers']).toMatchObject([
      {
        provider: 'oidc',
        clientID: 'semantic-explorer-auth-proxy',
        clientSecretFile: '/etc/oauth2-proxy/credentials/client-secret',
        scope: 'openid email profile offline_access',
        code_challenge_method: 'S256',
        oidcConfig: {
          issuerURL: 'http://prod-semantic-explorer-dex:5556/dex',
          insecureSkipNonce: false,
          insecureAllowUnverifiedEmail: false,
          extraAudiences: ['semantic-explorer'],
        },
      },
    ]);
    expect(configOf(outside)['providers']).toMatchObject([
      {
        clientID: 'explorer-proxy',
        scope: 'openid email',
        oidcConfig: {
          issuerURL: 'https://login.example.com',
          insecureAllowUnverifiedEmail: true,
          extraAudiences: ['explorer', 'command-line'],
        },
      },
    ]);
  });

  it('leads to what an Ingress of the API lets through, and to nothing else', () => {
    const { upstreams } = configOf(outside)['upstreamConfig'] as { readonly upstreams: readonly Values[] };
    expect(upstreams.map(({ path, uri, timeout }) => [path, uri, timeout])).toEqual(
      ['^/$', '/ui', '/ui/', '/api', '/api/', '/swagger-ui', '/swagger-ui/'].map((path) => [
        path,
        'https://prod-semantic-explorer-api:8080',
        '60s',
      ]),
    );
  });

  it('takes its secrets from the Secret that values name, and private authorities from the bundle', () => {
    expect(podOf(local)?.volumes?.find(({ name }) => name === 'credentials')?.['secret']).toEqual({
      secretName: 'prod-semantic-explorer-credentials',
      items: [
        { key: 'auth-proxy-client-secret', path: 'client-secret' },
        { key: 'auth-proxy-cookie-secret', path: 'cookie-secret' },
      ],
    });
    const pod = podOf(outside);
    expect(pod?.volumes?.find(({ name }) => name === 'credentials')?.['secret']).toEqual({
      secretName: 'proxy',
      items: [
        { key: 'client', path: 'client-secret' },
        { key: 'cookie', path: 'cookie-secret' },
      ],
    });
    expect(pod?.containers[0]?.env).toEqual([
      { name: 'SSL_CERT_FILE', value: '/etc/trusted-certificates/ca-bundle.crt' },
    ]);
  });
});

it('values that contradict each other are refused', () => {
  const oidc = { clientId: 'semantic-explorer-auth-proxy$', issuerUrl: 'https://login.example.com/$x' };
  expect(
    refusalsOf(authProxyChart, {
      authProxy: { enabled: true },
      api: { enabled: false },
      dex: { enabled: false },
      oidc,
    }),
  ).toEqual([
    {
      path: 'authProxy.enabled',
      problem: 'must be false when api.enabled is false: the proxy leads to the API of the release',
    },
    {
      path: 'authProxy.existingSecret',
      problem:
        'is needed when authProxy.enabled is true and dex.enabled is false: the issuer decides the client secret',
    },
    ...['oidc.clientId', 'oidc.issuerUrl'].map((path) => ({
      path,
      problem: 'must not contain "$" when authProxy.enabled is true: the proxy reads it as a variable',
    })),
  ]);
  expect(
    refusalsOf(authProxyChart, { authProxy: { enabled: true, clientId: 'one' }, oidc: { clientId: 'one' } }),
  ).toEqual([
    {
      path: 'authProxy.clientId',
      problem: 'must differ from oidc.clientId: each client has a redirect URI and a secret of its own',
    },
  ]);
});
