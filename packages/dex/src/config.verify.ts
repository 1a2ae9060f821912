import { drawnValues } from 'chartkit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { discover } from './testing/authorization-code-flow.js';
import type { Values } from './testing/dex-chart.js';
import { dexChart, valueSets } from './testing/dex-chart.js';
import { apiFlow, createDexDatabase, withDex } from './testing/verified-dex.js';

let database: Awaited<ReturnType<typeof createDexDatabase>>;
beforeAll(async () => {
  database = await createDexDatabase();
});
afterAll(() => database.cluster.remove());

describe('Dex starts with the file that the chart renders, and is the issuer that the API expects', () => {
  const deployed = Object.entries<Values>(valueSets).filter(([name]) => name !== 'not deployed');
  it.each(deployed)('%s', async (_name, values) => {
    await withDex([values, database.values], async ({ api, web }) => {
      const issuer = api['OIDC_ISSUER_URL'] ?? '';

      expect((await discover(issuer, web)).issuer).toBe(issuer);
    });
  });

  // Secrets that are there, no people whose hashes would have to come from one, and a path that fetch leaves as it is.
  const fixed = {
    nameOverride: '',
    fullnameOverride: '',
    authProxy: { existingSecret: '', secretKeys: { clientSecret: 'auth-proxy-client-secret' } },
    grafana: { auth: { existingSecret: '', secretKeys: { clientSecret: 'grafana-client-secret' } } },
    oidc: { existingSecret: '', secretKeys: { clientSecret: 'oidc-client-secret' } },
    dex: {
      enabled: true,
      issuer: undefined,
      ingress: undefined,
      env: undefined,
      envFrom: undefined,
      config: {
        storage: {
          postgres: { database: 'dex', user: 'dex', existingSecret: 'dex-database', secretKey: 'password' },
        },
        github: { existingSecret: 'github', secretKeys: { clientId: 'client-id', clientSecret: 'client-secret' } },
        staticPasswords: undefined,
      },
    },
  };
  it.each(drawnValues(dexChart, { fixed }))('with random values: %s', async (_name, values) => {
    await withDex([values, database.values], async ({ api, web }) => {
      const issuer = api['OIDC_ISSUER_URL'] ?? '';

      expect((await discover(issuer, web)).issuer).toBe(issuer);
    });
  });
});

it.each([
  ['everybody', 'in memory, with GitHub alone', 'user:email'],
  ['members of organizations', 'shared by several pods, behind an Ingress', 'user:email read:org'],
] as const)('sends %s to GitHub with the id of the Secret, who come back to the issuer', async (_, set, scope) => {
  await withDex([valueSets[set], database.values], async (dex) => {
    const { issuer, clientId, redirectUri } = apiFlow(dex);
    const query = { client_id: clientId, redirect_uri: redirectUri, response_type: 'code', scope: 'openid' };
    const url = `${dex.web}/dex/auth/github?${new URLSearchParams(query).toString()}`;
    const location = new URL((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '');

    expect(location.origin).toBe('https://github.com');
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      client_id: 'github-id',
      redirect_uri: `${issuer}/callback`,
      scope,
    });
  });
});

// Dex ignores keys that it does not know: what it says of itself shows that it knows these.
it('reads the lifetimes, and logs as it is told', async () => {
  const refreshTokens = { reuseInterval: '4s', validIfNotUsedFor: '5h', absoluteLifetime: '6h' };
  const expiry = { idTokens: '1h', authRequests: '2h', deviceRequests: '3m', refreshTokens };
  await withDex([{ dex: { config: { expiry } } }], ({ running }) => {
    const lines = running.output().trim().split('\n');
    const said = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    const nanoseconds = 1e9;

    expect(said).toEqual(
      expect.arrayContaining(
        [
          { msg: 'config id tokens', valid_for: 3600 * nanoseconds },
          { msg: 'config auth requests', valid_for: 7200 * nanoseconds },
          { msg: 'config device requests', valid_for: 180 * nanoseconds },
          { msg: 'config refresh tokens', reuse_interval: '4s' },
          { msg: 'config refresh tokens', valid_if_not_used_for: '5h' },
          { msg: 'config refresh tokens', absolute_lifetime: '6h' },
        ].map((line) => expect.objectContaining(line) as unknown),
      ),
    );
    return Promise.resolve();
  });
  await withDex([{ dex: { config: { logLevel: 'error', logFormat: 'text' } } }], ({ running }) => {
    expect(running.output()).not.toMatch(/level=(DEBUG|INFO|WARN)|^\{/m);
    return Promise.resolve();
  });
});
