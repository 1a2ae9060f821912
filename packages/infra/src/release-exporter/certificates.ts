import type { Connection, NetworkedService } from '@semantic-explorer/platform';
import type { Expr } from 'chartkit';
import { helper, lines, str, when } from 'chartkit';

/** A connection whose server shows a certificate, under some values. */
export type SecuredConnection = Connection & Required<Pick<Connection, 'certificate'>>;

const isSecured = (connection: Connection): connection is SecuredConnection => connection.certificate !== undefined;

/** Everything that services reach over TLS, once each. */
export function securedConnections(services: readonly NetworkedService[]): readonly SecuredConnection[] {
  const used = services.flatMap(({ networks }) =>
    networks.flatMap(({ connections, alsoConnects = [] }) =>
      [...connections, ...alsoConnects].map(({ connection }) => connection),
    ),
  );
  return [...new Map(used.filter(isSecured).map((connection) => [connection.name, connection])).values()];
}

/** Name and URL of each server that shows a certificate, a line each; empty when none does. */
export const certificateServers = (connections: readonly SecuredConnection[]): Expr<string> =>
  helper<string>(
    'semantic-explorer.release-exporter.servers',
    'Servers that are reached over TLS, each with its name: their certificates are looked at.',
    lines(connections.map(({ name, certificate }) => when<string>(certificate.when, str`${name} ${certificate.url}`))),
  );
