import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startDexOf } from '@semantic-explorer/dex/testing';
import { makeCertificate, shows } from '@semantic-explorer/platform/testing';
import { evaluateChart } from 'chartkit';
import { installationMilliseconds } from 'programs';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { semanticExplorer } from './index.js';
import type { Forward } from './testing/auth-proxy/forward.js';
import { openForward } from './testing/auth-proxy/forward.js';
import { startAuthProxyOf } from './testing/auth-proxy/real-auth-proxy.js';

const secrets = {
  'prod-semantic-explorer-credentials': {
    'oidc-client-secret': 'AbcDEF0123456789AbcDEF0123456789AbcDEF0123456789',
    'auth-proxy-client-secret': 'ProxyF0123456789AbcDEF0123456789AbcDEF0123456789',
    'auth-proxy-cookie-secret': 'CookieSecretOf32LettersAndDigits',
    'postgresql-password': 'p'.repeat(32),
    'nats-password': 'n'.repeat(32),
    'valkey-password': 'v'.repeat(32),
    'qdrant-api-key': 'q'.repeat(32),
    'minio-access-key': 'a'.repeat(20),
    'minio-secret-key': 's'.repeat(40),
    'encryption-master-key': 'ab'.repeat(32),
  },
};

let directory = '';
let issuer: Forward;
let dex: Awaited<ReturnType<typeof startDexOf>>;
let objects: ReturnType<typeof evaluateChart>;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'issuer-'));
  const certificate = makeCertificate();
  await writeFile(join(directory, 'ca.crt'), certificate.cert);
  issuer = await openForward(certificate);
  const values = {
    trustedCertificates: { secretName: 'own-ca' },
    authProxy: { enabled: true },
    dex: { issuer: `${issuer.address}/dex` },
  };
  objects = evaluateChart(semanticExplorer, { release: { name: 'prod', namespace: 'explorer' }, values: [values] });
  dex = await startDexOf(objects, secrets);
  issuer.to(dex.web);
}, installationMilliseconds);
afterAll(async () => {
  await dex.stop();
  issuer.close();
  await rm(directory, { recursive: true });
});

const startWith = (authorities: string) =>
  startAuthProxyOf(objects, secrets, 'http://127.0.0.1:9', { SSL_CERT_FILE: join(directory, authorities) });

it('the proxy uses an issuer whose private authority is trusted', async () => {
  shows('trustedCertificates.secretName', 'auth-proxy');
  const proxy = await startWith('ca.crt');

  const { status, headers } = await fetch(`${proxy.address}/oauth2/start`, { redirect: 'manual' });
  expect([status, headers.get('location')]).toEqual([302, expect.stringContaining(`${issuer.address}/dex/auth?`)]);
  await proxy.stop();
});

it('the proxy does not start with an issuer whose authority is not trusted', async () => {
  await expect(startWith('none.crt')).rejects.toThrow('certificate signed by unknown authority');
});
