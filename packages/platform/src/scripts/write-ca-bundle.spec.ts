import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';

import { shows } from '../testing/shows.js';
import { describe, expect, it } from 'vitest';

import { makeCertificate } from './testing/certificate.js';

const program = fileURLToPath(new URL('write-ca-bundle.mjs', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'ca-bundle-'));
const bundle = join(directory, 'ca-bundle.crt');
const run = (environment: Readonly<Record<string, string>>) => {
  const { status, stderr } = spawnSync(process.execPath, [program], { env: environment, encoding: 'utf8' });
  return { status, stderr };
};
const certificatesIn = (path: string): readonly string[] =>
  readFileSync(path, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];

describe('write-ca-bundle', () => {
  it('writes the public authorities', () => {
    execFileSync(process.execPath, [program], { env: { CA_BUNDLE_FILE: bundle } });
    expect(certificatesIn(bundle)).toEqual([...rootCertificates].map((text) => text.trim()));
  });

  it('adds private ones', () => {
    shows('trustedCertificates.secretName', 'write-ca-bundle.mjs');
    const more = join(directory, 'ca.crt');
    const own = makeCertificate().cert.trim();
    writeFileSync(more, `# our own\n${own}\n`);
    execFileSync(process.execPath, [program], { env: { CA_BUNDLE_FILE: bundle, CA_CERTIFICATES_FILE: more } });
    expect(certificatesIn(bundle).slice(rootCertificates.length)).toEqual([own]);
  });

  it('refuses a file without certificate, and a missing one', () => {
    const empty = join(directory, 'empty.crt');
    writeFileSync(empty, 'nothing here\n');
    expect(run({ CA_BUNDLE_FILE: bundle, CA_CERTIFICATES_FILE: empty })).toEqual({
      status: 2,
      stderr: `write-ca-bundle: ${empty}: it holds no certificate (PEM)\n`,
    });
    expect(run({ CA_BUNDLE_FILE: bundle, CA_CERTIFICATES_FILE: join(directory, 'missing') }).status).toBe(2);
    expect(run({})).toEqual({ status: 2, stderr: 'write-ca-bundle: CA_BUNDLE_FILE must name the file to write\n' });
  });
});
