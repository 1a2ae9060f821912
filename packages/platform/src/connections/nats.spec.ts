import { describe, expect, it } from 'vitest';

import {
  chartOfServices,
  generatedSecret,
  kubernetesProblems,
  natsClient,
  podsOf,
  render,
  variablesOf,
} from '../testing/index.js';

type Values = Readonly<Record<string, unknown>>;

const chart = chartOfServices(natsClient());
const pod = (values: Values) => podsOf(render(chart, values))[0]?.spec;
const initContainers = (values: Values) => pod(values)?.initContainers ?? [];
const proxyOf = (values: Values) => initContainers(values).find(({ name }) => name === 'nats-proxy');

const proxied = ['nats-proxy', 'wait-for-nats'];
const direct = ['wait-for-nats'];
const external = { enabled: false, external: { host: 'nats.example.com', port: 4333 } };
const withTls = { external: { ...external.external, tls: true } };
const withoutLogin = { auth: { enabled: false } };

describe('a client of NATS', () => {
  it.each<readonly [string, Values, string, readonly string[]]>([
    ['a login', {}, 'nats://127.0.0.1:4222', proxied],
    ['no login', withoutLogin, 'nats://prod-semantic-explorer-nats:4222', direct],
    // TLS is that of an external server.
    ['a value without effect', { ...withTls, ...withoutLogin }, 'nats://prod-semantic-explorer-nats:4222', direct],
    ['an external server with a login', external, 'nats://127.0.0.1:4222', proxied],
    ['an external server without one', { ...external, ...withoutLogin }, 'nats://nats.example.com:4333', direct],
    ['an external server with TLS', { ...external, ...withTls, ...withoutLogin }, 'nats://127.0.0.1:4222', proxied],
  ])('waits at the URL of its program, which holds no login: %s', (_, nats, url, names) => {
    const containers = initContainers({ nats });
    expect(containers.map(({ name }) => name)).toEqual(names);
    expect(variablesOf(pod({ nats })?.containers[0])).toEqual({ NATS_URL: url, NATS_REPLICAS: '3' });
    expect(variablesOf(containers.at(-1))).toEqual({
      WAIT_FOR_NAME: 'nats',
      WAIT_FOR_URL: url,
      WAIT_FOR_TIMEOUT_SECONDS: '600',
    });
    expect(kubernetesProblems(render(chart, { nats }))).toEqual([]);
  });
});

describe('a client whose newer image has fewer limitations', () => {
  const limitation = { cannot: 'x', effect: 'x', remedy: 'x', at: 'x', workaround: 'x' };
  const limitations = {
    container: 'client',
    version: '1.0.0',
    key: 'client',
    limitations: { natsLogin: limitation, tlsNats: limitation },
  };
  const newerChart = chartOfServices(natsClient(limitations));

  it.each<readonly [string, readonly string[], Values, string]>([
    ['it logs in', ['natsLogin'], {}, 'nats://explorer:$(NATS_PASSWORD)@prod-semantic-explorer-nats:4222'],
    ['it cannot log in', ['tlsNats'], {}, 'nats://127.0.0.1:4222'],
    ['it cannot use TLS', ['natsLogin'], { ...external, ...withTls }, 'nats://127.0.0.1:4222'],
    [
      'it logs in with TLS',
      ['natsLogin', 'tlsNats'],
      { ...external, ...withTls },
      'tls://explorer:$(NATS_PASSWORD)@nats.example.com:4333',
    ],
    ['no login', ['natsLogin'], withoutLogin, 'nats://prod-semantic-explorer-nats:4222'],
  ])('needs the proxy only for what remains: %s', (_, resolvedLimitations, nats, url) => {
    const objects = render(newerChart, { nats, client: { resolvedLimitations } });
    const [spec] = podsOf(objects).map((made) => made.spec);
    const login = url.includes('@') ? { NATS_PASSWORD: generatedSecret('nats-password').valueFrom } : {};
    expect(variablesOf(spec?.containers[0])).toEqual({ ...login, NATS_URL: url, NATS_REPLICAS: '3' });
    const containers = spec?.initContainers ?? [];
    expect(containers.map(({ name }) => name)).toEqual(url.includes('127.0.0.1') ? proxied : direct);
    expect(variablesOf(containers.at(-1))).toMatchObject({
      ...login,
      WAIT_FOR_URL: url.replace('explorer:$(NATS_PASSWORD)@', ''),
    });
    expect(kubernetesProblems(objects)).toEqual([]);
  });
});

describe('the proxy', () => {
  it('is a sidecar, which starts before the program and ends after it', () => {
    const command = ['node', '/scripts/nats-proxy.mjs'];
    expect(proxyOf({})).toMatchObject({
      restartPolicy: 'Always',
      command,
      startupProbe: { exec: { command: [...command, '--probe'] } },
      securityContext: { readOnlyRootFilesystem: true },
    });
  });

  it('logs in to NATS of the release', () => {
    expect(variablesOf(proxyOf({}))).toEqual({
      NATS_SERVER_URL: 'nats://prod-semantic-explorer-nats:4222',
      NATS_USERNAME: 'explorer',
      NATS_PASSWORD: generatedSecret('nats-password').valueFrom,
      NATS_LOGIN_SOURCE: 'key nats-password of Secret prod-semantic-explorer-credentials',
    });
  });

  it('logs in to an external server whose certificate a private authority has signed', () => {
    const auth = { username: 'app', existingSecret: 'queue', secretKeys: { password: 'pass' } };
    const values = { nats: { ...external, ...withTls, auth }, trustedCertificates: { secretName: 'authorities' } };
    expect(variablesOf(proxyOf(values))).toEqual({
      NATS_SERVER_URL: 'tls://nats.example.com:4333',
      NATS_USERNAME: 'app',
      NATS_PASSWORD: { secretKeyRef: { name: 'queue', key: 'pass' } },
      NATS_LOGIN_SOURCE: 'key pass of Secret queue',
      NODE_EXTRA_CA_CERTS: '/etc/trusted-certificates/ca-bundle.crt',
    });
    expect(initContainers(values).map(({ name }) => name)).toEqual(['write-ca-bundle', ...proxied]);
    expect(proxyOf(values)?.volumeMounts?.map(({ name }) => name)).toEqual(['scripts', 'ca-bundle']);
  });
});
