import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:net';

/** Answers of a cache that holds one value. https://redis.io/docs/latest/develop/reference/protocol-spec/ */
const answers: Readonly<Record<string, string>> = {
  PING: '+PONG\r\n',
  GET: '$6\r\ncached\r\n',
  INFO: '$24\r\nused_memory:1\r\nother:2\r\n\r\n',
};

/** A server that speaks as much of the protocol of Valkey as the API uses, without TLS. */
export async function startValkey(): Promise<{ readonly address: string; readonly server: Server }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const commands = data.toString().matchAll(/\*\d+\r\n\$\d+\r\n(\w+)/g);
      for (const [, name = ''] of commands) socket.write(answers[name.toUpperCase()] ?? '+OK\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `127.0.0.1:${String((server.address() as AddressInfo).port)}`, server };
}
