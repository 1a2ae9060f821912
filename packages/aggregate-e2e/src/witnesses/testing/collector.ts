import type { Http2Server } from 'node:http2';
import { createSecureServer, createServer } from 'node:http2';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';

import type { Certificate } from './certificate.js';

/** A receiver of OTLP over gRPC that acknowledges everything. */
export interface Collector {
  /** Host and port. */
  readonly address: string;
  /** The signals that it got: `logs`, `metrics`, `trace`. */
  signals(): readonly string[];
  stop(): Promise<void>;
}

/** An empty message of gRPC. https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md */
const emptyMessage = Buffer.alloc(5);

/** Starts a receiver, with TLS if there is a certificate. */
export async function startCollector(certificate?: Certificate): Promise<Collector> {
  const server: Http2Server =
    certificate === undefined
      ? createServer()
      : createSecureServer({ cert: readFileSync(certificate.certificate), key: readFileSync(certificate.key) });
  const signals = new Set<string>();
  server.on('stream', (stream, headers) => {
    const [, signal = ''] = /collector\.(\w+)\./.exec(headers[':path'] ?? '') ?? [];
    signals.add(signal);
    stream.on('error', () => undefined);
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => {
      stream.sendTrailers({ 'grpc-status': '0' });
    });
    stream.end(emptyMessage);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    signals: () => [...signals].sort(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}
