import { makeCertificate, shows } from '@semantic-explorer/platform/testing';
import { installationMilliseconds } from 'programs';
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { RealStore } from './testing/real-store.js';
import { realStore, region } from './testing/real-store.js';

const timeout = 180_000;
let store: RealStore;
beforeAll(async () => {
  store = await realStore(makeCertificate());
  await store.start();
}, installationMilliseconds);
afterAll(() => store.remove());

const values = (minio: object) => ({
  trustedCertificates: { secretName: 'own-ca' },
  minio: { region, bucket: 'files', buckets: [{ name: 'files' }], ...minio },
});

it('prepares a store of the release over HTTPS when its private authority is trusted', { timeout }, async () => {
  shows('minio.tls.secretName', 'minio-init');
  shows('trustedCertificates.secretName', 'minio-init');
  const withTls = values({ tls: { secretName: 'storage-tls' } });
  const { code, output } = await store.prepare(withTls, { SSL_CERT_FILE: store.authority });

  expect(output).toContain('The object store is prepared.');
  expect(code).toBe(0);
});

it(
  'prepares an external store over HTTPS when its private authority is trusted, and not otherwise',
  { timeout },
  async () => {
    shows('minio.external.url', 'minio-init');
    shows('trustedCertificates.secretName', 'minio-init');
    const external = values({ enabled: false, external: { url: store.url }, auth: { existingSecret: 'storage' } });

    const distrusting = await store.prepare(external, { SSL_CERT_FILE: '/dev/null', WAIT_SECONDS: '1' });
    expect(distrusting.output).toContain('certificate');
    expect(distrusting.code).toBe(1);
    expect(await store.prepare(external, { SSL_CERT_FILE: store.authority })).toMatchObject({ code: 0 });
  },
);
