import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import type { Certificate } from './certificate.js';

/** An inference service that is alive, and has the same answer to each prompt. */
export interface InferenceServer {
  readonly url: string;
  /** Number of requests that it answered. */
  requests(): number;
  stop(): void;
}

/** Starts a server; with a certificate it serves HTTPS, and only to clients with a certificate of the same authority. */
export async function startInferenceServer(tls?: Certificate): Promise<InferenceServer> {
  let requests = 0;
  const server =
    tls === undefined
      ? createHttpServer()
      : createHttpsServer({
          cert: readFileSync(tls.certificate),
          key: readFileSync(tls.key),
          ca: readFileSync(tls.authority),
          requestCert: true,
        });
  server.on('request', (request, response) => {
    requests += 1;
    const known = ['/health/live', '/api/generate'].includes(request.url ?? '');
    response.writeHead(known ? 200 : 404).end(JSON.stringify({ text: 'Topic' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${String(port)}`,
    requests: () => requests,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
