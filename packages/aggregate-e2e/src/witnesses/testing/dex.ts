import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { RunningProgram } from 'programs';
import { eventually, freePorts, program, startProgram } from 'programs';

import type { Certificate } from './certificate.js';

/** Users and client of a Dex. */
export interface DexSettings {
  readonly redirectUri: string;
  readonly users?: readonly Readonly<Record<string, string>>[];
  readonly tls?: Certificate;
}

/** A real Dex. */
export interface Dex {
  readonly issuer: string;
  readonly running: RunningProgram;
}

/** The client that the API is. */
export const client = { id: 'semantic-explorer', secret: 'client-secret' } as const;

/** Starts a Dex whose configuration is in a folder. */
export async function startDex(directory: string, { redirectUri, users = [], tls }: DexSettings): Promise<Dex> {
  const [port = 0, telemetry = 0] = await freePorts(2);
  const address = `127.0.0.1:${String(port)}`;
  const issuer = `${tls === undefined ? 'http' : 'https'}://${address}/dex`;
  const web = tls === undefined ? { http: address } : { https: address, tlsCert: tls.certificate, tlsKey: tls.key };
  const configuration = {
    issuer,
    storage: { type: 'memory' },
    web,
    telemetry: { http: `127.0.0.1:${String(telemetry)}` },
    oauth2: { skipApprovalScreen: true },
    enablePasswordDB: true,
    staticPasswords: users,
    staticClients: [{ id: client.id, secret: client.secret, name: 'API', redirectURIs: [redirectUri] }],
  };
  await mkdir(directory, { recursive: true });
  const file = join(directory, 'dex.yaml');
  // JSON is YAML.
  await writeFile(file, JSON.stringify(configuration));
  const running = startProgram(await program('dex'), ['serve', file]);
  const healthy = async (): Promise<void> => {
    const { ok } = await fetch(`http://127.0.0.1:${String(telemetry)}/healthz/ready`);
    if (!ok) throw new Error('it is not ready');
  };
  await eventually('Dex is ready', healthy, { running });
  return { issuer, running };
}
