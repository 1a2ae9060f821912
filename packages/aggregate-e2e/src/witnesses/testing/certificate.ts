import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { runCommand } from 'programs';

/** The files of a certificate for 127.0.0.1, for servers and clients, that a private authority has signed. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}

/** Not a certificate authority itself, which rustls would reject. */
const extensions = `basicConstraints=critical,CA:FALSE
extendedKeyUsage=serverAuth,clientAuth
subjectAltName=IP:127.0.0.1
`;

/** Writes a certificate, its key and its authority into a folder. */
export async function createCertificate(directory: string): Promise<Certificate> {
  const [certificate, key, authority, authorityKey, request, settings] = [
    ...['tls.crt', 'tls.key', 'ca.crt', 'ca.key', 'tls.csr', 'tls.cnf'].map((name) => join(directory, name)),
  ] as [string, string, string, string, string, string];
  const openssl = (...args: readonly string[]): Promise<string> =>
    runCommand('openssl', args, { directory, remedy: 'Certificates are created with OpenSSL. Install openssl.' });
  const newKey = (file: string): readonly string[] => ['-newkey', 'rsa:2048', '-nodes', '-keyout', file];
  await writeFile(settings, extensions);
  await openssl('req', '-x509', ...newKey(authorityKey), '-days', '2', '-subj', '/CN=authority', '-out', authority);
  await openssl('req', ...newKey(key), '-subj', '/CN=127.0.0.1', '-out', request);
  const signer = ['-CA', authority, '-CAkey', authorityKey, '-CAcreateserial', '-days', '2'];
  await openssl('x509', '-req', '-in', request, ...signer, '-extfile', settings, '-out', certificate);
  return { certificate, key, authority };
}
