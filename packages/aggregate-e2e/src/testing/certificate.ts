import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';

import { runCommand } from 'programs';

/** A certificate with its key and its authority, all PEM. */
export interface ServerCertificate {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** Creates an authority, and a certificate of it for some host names or addresses. Leaves its files in a folder. */
export async function createServerCertificate(directory: string, hosts: readonly string[]): Promise<ServerCertificate> {
  const request = (name: string, ...more: readonly string[]): Promise<string> =>
    runCommand(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
        ...['-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.crt`, ...more],
      ],
      { directory, remedy: 'Certificates are created with OpenSSL. Install openssl.' },
    );
  await request('authority');
  await request(
    'server',
    ...['-CA', 'authority.crt', '-CAkey', 'authority.key', '-addext', 'basicConstraints=critical,CA:FALSE'],
    ...['-addext', `subjectAltName=${hosts.map((host) => `${isIP(host) === 0 ? 'DNS' : 'IP'}:${host}`).join(',')}`],
  );
  const read = (name: string): string => readFileSync(join(directory, name), 'utf8');
  return { authority: read('authority.crt'), certificate: read('server.crt'), key: read('server.key') };
}
