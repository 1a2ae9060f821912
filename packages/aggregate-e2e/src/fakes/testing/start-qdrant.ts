import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import type { RunningProgram } from 'programs';
import { eventually, freePorts, program, startProgram } from 'programs';
import { parse } from 'yaml';

import { text } from './text.js';

const contractFile = resolve(import.meta.dirname, '../../../../infra/src/qdrant/contract.yaml');

interface Contract {
  readonly ports: Readonly<Record<'http' | 'grpc' | 'p2p' | 'metrics', { number: number }>>;
  readonly writablePaths: Readonly<Record<string, object>>;
}

/** The fake of Qdrant, on free ports. */
export interface Qdrant {
  readonly running: RunningProgram;
  readonly http: string;
  readonly grpc: string;
  readonly metrics: string;
  remove(): Promise<void>;
}

/**
 * Starts the fake of Qdrant by its contract, with other ports and paths.
 *
 * @param grpcPort the Python client asks no other gRPC port than 6334 unless it is told to, whatever its URL says
 */
export async function startQdrant(environment: Readonly<Record<string, string>>, grpcPort = 0): Promise<Qdrant> {
  const directory = await mkdtemp(join(tmpdir(), 'qdrant-'));
  const contract = parse(await readFile(contractFile, 'utf8')) as Contract;
  const [http = 0, free = 0, p2p = 0, metrics = 0] = await freePorts(4);
  const grpc = grpcPort || free;
  const ports = { http: { number: http }, grpc: { number: grpc }, p2p: { number: p2p }, metrics: { number: metrics } };
  const file = join(directory, 'contract.yaml');
  await writeFile(file, JSON.stringify({ ...contract, ports, writablePaths: { [directory]: {} } }));
  const running = startProgram(await program('infra-fakes'), [file], {
    environment: {
      QDRANT__STORAGE__STORAGE_PATH: directory,
      QDRANT__STORAGE__SNAPSHOTS_PATH: directory,
      QDRANT_INIT_FILE_PATH: directory,
      ...environment,
    },
  });
  const address = (port: number): string => `http://127.0.0.1:${String(port)}`;
  await eventually('Qdrant is ready', () => text(`${address(http)}/readyz`), { running });
  return {
    running,
    http: address(http),
    grpc: address(grpc),
    metrics: `${address(metrics)}/metrics`,
    remove: async () => {
      await running.stop();
      await rm(directory, { recursive: true });
    },
  };
}
