import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { createServer as createTlsServer } from 'node:tls';

/** A port that leads to a server which starts later. */
export interface Forward {
  readonly address: string;
  to(address: string): void;
  close(): void;
}

/** Opens a port whose number is known before that of the server behind it. It terminates TLS if there is a certificate. */
export async function openForward(tls?: TlsOptions): Promise<Forward> {
  let target = { host: '127.0.0.1', port: 0 };
  const forward = (client: Socket): void => {
    const upstream = connect(target.port, target.host);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    client.pipe(upstream).pipe(client);
  };
  const server = tls === undefined ? createServer(forward) : createTlsServer(tls, forward);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    to: (address) => {
      const { hostname, port } = new URL(address);
      target = { host: hostname, port: Number(port) };
    },
    close: () => server.close(),
  };
}
