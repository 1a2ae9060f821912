import { join } from 'node:path';

import { createServerCertificate } from '../../testing/certificate.js';

/** The files of a certificate for 127.0.0.1, for servers and clients, that a private authority has signed. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}

/** Writes a certificate, its key and its authority into a folder. */
export async function createCertificate(directory: string): Promise<Certificate> {
  await createServerCertificate(directory, ['127.0.0.1']);
  const [certificate = '', key = '', authority = ''] = ['server.crt', 'server.key', 'authority.crt'].map((name) =>
    join(directory, name),
  );
  return { certificate, key, authority };
}
