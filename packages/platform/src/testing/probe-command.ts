import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

import type { Container } from './pods.js';

/** What a program would have been asked by the command of a probe, and whether the probe succeeds. */
export interface ProbeRun {
  readonly succeeds: boolean;
  readonly requests: readonly string[];
}

/**
 * Runs the command of a container's readiness probe as it stands, with the container's variables, against a server that
 * answers with a status and a text.
 *
 * @param port the container's port, which is replaced by that of the server
 */
export async function runReadinessProbe(
  container: Container,
  port: number,
  status: number,
  text = '{}',
): Promise<ProbeRun> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const type = request.headers['content-type'] ?? '';
      requests.push(`${request.method ?? ''} ${request.url ?? ''} ${type} ${body}`);
      response.writeHead(status).end(text);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port: actual } = server.address() as AddressInfo;
  const [program = '', ...args] = (container.readinessProbe?.exec?.command ?? []).map((argument) =>
    argument.replace(`127.0.0.1:${String(port)}`, `127.0.0.1:${String(actual)}`),
  );
  const variables: Record<string, string> = {};
  for (const { name, value } of container.env ?? []) if (value !== undefined) variables[name] = value;
  const succeeds = await promisify(execFile)(program, args, {
    env: { PATH: process.env['PATH'], http_proxy: 'http://127.0.0.1:9', ...variables },
  }).then(
    () => true,
    () => false,
  );
  server.close();
  return { succeeds, requests };
}
