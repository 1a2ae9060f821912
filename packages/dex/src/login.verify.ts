import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { authorizationCodeFlow, refresh } from './testing/authorization-code-flow.js';
import { valueSets } from './testing/dex-chart.js';
import type { RealDex } from './testing/real-dex.js';
import { startDex } from './testing/real-dex.js';
import { admin, apiFlow, createDexDatabase, person, secrets, withDex } from './testing/verified-dex.js';

let database: Awaited<ReturnType<typeof createDexDatabase>>;
beforeAll(async () => {
  database = await createDexDatabase();
});
afterAll(() => database.cluster.remove());

describe('A person', () => {
  let dex: RealDex;
  beforeAll(async () => {
    dex = await startDex([person], secrets);
  });
  afterAll(() => dex.stop());

  it('logs in to the API by the client id, secret and redirect URI that it is given', async () => {
    const settings = apiFlow(dex);
    const result = await authorizationCodeFlow(settings);

    expect(settings).toMatchObject({
      issuer: 'http://prod-semantic-explorer-dex:5556/dex',
      clientId: 'semantic-explorer',
      redirectUri: 'http://localhost:8080/auth_callback',
    });
    expect(result).toMatchObject({
      claims: {
        iss: settings.issuer,
        aud: 'semantic-explorer',
        email: admin.email,
        email_verified: true,
        name: 'admin',
        preferred_username: 'admin',
      },
      userInfo: { email: admin.email, preferred_username: 'admin' },
    });
    const { refreshToken = '' } = result as { readonly refreshToken?: string };
    expect(await refresh(settings, refreshToken)).toBe(200);
  });

  it.each([
    ['with a wrong password', { password: 'Password' }, { refusedBy: 'page', status: 401 }],
    ['whom nobody knows', { email: 'other@example.com' }, { refusedBy: 'page', status: 401 }],
    ['sent by another client', { clientId: 'other' }, { refusedBy: 'page', status: 404 }],
    [
      'sent back to somebody else',
      { redirectUri: 'https://evil.example.com/auth_callback' },
      { refusedBy: 'page', status: 400 },
    ],
    ['at a client with a wrong secret', { clientSecret: 'wrong' }, { refusedBy: 'token endpoint', status: 401 }],
    ['at a client without its secret', { clientSecret: undefined }, { refusedBy: 'token endpoint', status: 401 }],
    ['whose code was stolen', { codeVerifier: 'x'.repeat(43) }, { refusedBy: 'token endpoint', status: 400 }],
  ])('%s is refused', async (_, change, refusal) => {
    expect(await authorizationCodeFlow({ ...apiFlow(dex), ...change })).toEqual(refusal);
  });
});

it('logs people in to Grafana, whose client stands there as soon as Grafana asks for it', async () => {
  const grafana = { publicUrl: 'https://dashboards.example.com', oidc: { enabled: true } };
  await withDex([person, { grafana }], async (dex) => {
    const clientSecret = secrets['prod-semantic-explorer-credentials']['grafana-client-secret'];
    const redirectUri = 'https://dashboards.example.com/login/generic_oauth';
    const flow = { ...apiFlow(dex), clientId: 'grafana', clientSecret, redirectUri };
    expect(await authorizationCodeFlow(flow)).toMatchObject({ claims: { aud: 'grafana', email: admin.email } });
  });
  await withDex([person, { grafana: { oidc: { enabled: false } } }], async (dex) => {
    const redirectUri = 'http://localhost:3000/login/generic_oauth';
    const flow = { ...apiFlow(dex), clientId: 'grafana', redirectUri };
    expect(await authorizationCodeFlow(flow)).toEqual({ refusedBy: 'page', status: 404 });
  });
});

it('serves the other clients too, behind an issuer with another name, from any of several pods', async () => {
  const values = [valueSets['shared by several pods, behind an Ingress'], database.values];
  await withDex(values, (first) =>
    withDex(values, async (second) => {
      const api = apiFlow(first);
      expect(api).toMatchObject({
        issuer: 'https://login.example.com/dex',
        clientId: 'explorer',
        clientSecret: secrets.login.secret,
        redirectUri: 'https://explorer.example.com/auth_callback',
      });
      const result = await authorizationCodeFlow(api);
      expect(result).toMatchObject({ claims: { iss: api.issuer, aud: 'explorer' } });
      const { refreshToken = '' } = result as { readonly refreshToken?: string };
      expect(await refresh({ ...api, address: second.web }, refreshToken)).toBe(200);

      const grafana = { ...api, clientId: 'grafana', redirectUri: 'https://grafana.example.com/' };
      const clientSecret = secrets['dex-hashes'].GRAFANA_SECRET;
      expect(await authorizationCodeFlow({ ...grafana, clientSecret })).toMatchObject({ claims: { aud: 'grafana' } });
      const cli = { ...api, clientId: 'cli', clientSecret: undefined, redirectUri: 'http://localhost:8001' };
      expect(await authorizationCodeFlow({ ...cli, address: second.web })).toMatchObject({ claims: { aud: 'cli' } });
    }),
  );
});

it('keeps logins on its volume when its pod is replaced', async () => {
  const volume = await mkdtemp(join(tmpdir(), 'dex-volume-'));
  try {
    let refreshToken = '';
    await withDex(
      [person],
      async (dex) => {
        ({ refreshToken = '' } = (await authorizationCodeFlow(apiFlow(dex))) as { readonly refreshToken?: string });
      },
      { volume },
    );
    await withDex(
      [person],
      async (dex) => {
        expect(await refresh(apiFlow(dex), refreshToken)).toBe(200);
      },
      { volume },
    );
  } finally {
    await rm(volume, { recursive: true, force: true });
  }
});
