import type { NetConnectOpts } from 'node:net';
import { connect, createServer } from 'node:net';

/** Hands connections on from one place to another: a Unix socket reaches into a network namespace, an address does not. */
export function forward(
  from: { readonly path: string } | { readonly host: string; readonly port: number },
  to: NetConnectOpts,
): void {
  createServer((incoming) => {
    const outgoing = connect(to);
    const end = (): void => {
      incoming.destroy();
      outgoing.destroy();
    };
    incoming.on('error', end).on('close', end).pipe(outgoing);
    outgoing.on('error', end).on('close', end).pipe(incoming);
  }).listen(from);
}
