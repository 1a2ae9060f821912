import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { shows } from '@semantic-explorer/platform/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { loginThroughApi } from '../testing/login-through-api.js';
import { createCertificate } from './testing/certificate.js';
import { startDex } from './testing/dex.js';
import type { Fake, Servers } from './testing/servers.js';
import { closed, startServers } from './testing/servers.js';

let servers: Servers;
let api: Fake;
beforeAll(async () => {
  servers = await startServers();
  api = await servers.start('api');
  await api.answer('/health/live');
});
afterAll(() => servers.stop());

const loginAs = (email: string): Promise<unknown> =>
  loginThroughApi({
    api: api.address,
    publicUrl: api.address,
    issuer: servers.dex.issuer,
    dex: servers.dex.issuer.replace(/\/dex$/, ''),
    email,
    password: 'password',
  });

it('accepts a user of Dex that has a preferred username', async () => {
  shows('oidc.issuerUrl', 'api');
  expect(await loginAs('admin@example.com')).toEqual({
    status: 200,
    body: { username: 'admin', email: 'admin@example.com', avatar: null },
  });
});

it('rejects a user of Dex that has only a name', async () => {
  expect(await loginAs('nameless@example.com')).toMatchObject({
    status: 401,
    body: { message: 'user has no username in the user info claim.' },
  });
});

it('rejects a token that Dex did not issue', async () => {
  const response = await fetch(`${api.address}/api/users/@me`, { headers: { authorization: 'Bearer other' } });

  expect(response.status).toBe(401);
});

it('ends at its start when the issuer is not there', async () => {
  const other = await servers.start('api', { OIDC_ISSUER_URL: `http://${closed}/dex` });

  expect(await other.ended).toEqual({ code: 1, signal: null });
  expect(other.output()).toContain('Failed to discover OpenID Provider');
});

it('ends at its start when a private authority signs the certificate of the issuer, even if it is trusted', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'issuer-'));
  const tls = await createCertificate(directory);
  const dex = await startDex(directory, { redirectUri: `${api.address}/auth_callback`, tls });
  const other = await servers.start('api', {
    OIDC_ISSUER_URL: dex.issuer,
    SSL_CERT_FILE: tls.authority,
    TLS_CA_CERT_PATH: tls.authority,
  });

  expect(await other.ended).toEqual({ code: 1, signal: null });
  expect(other.output()).toContain('Failed to discover OpenID Provider');
  await dex.running.stop();
  await rm(directory, { recursive: true });
});
