import { join } from 'node:path';

import { runCommand } from 'programs';

/** A certificate for 127.0.0.1 that is its own authority. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** Writes a certificate and its key into a folder. */
export async function createCertificate(directory: string): Promise<Certificate> {
  const files = { certificate: join(directory, 'tls.crt'), key: join(directory, 'tls.key') };
  await runCommand(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1'],
      ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', files.key, '-out', files.certificate],
    ],
    { directory, remedy: 'Certificates are created with OpenSSL. Install openssl.' },
  );
  return files;
}
