import { proxyPath } from './answer.js';
import type { Access } from './commands.js';
import { tryKubectl } from './commands.js';

/** What a server says of a stream or a consumer. The leader alone knows how it is. */
interface Led {
  readonly name: string;
  readonly cluster: {
    readonly leader?: string;
    readonly replicas?: readonly { readonly name: string; readonly current: boolean }[];
  };
}

/** How far a consumer is: positions in the order of deliveries and in the stream. */
export interface Consumer extends Led {
  readonly delivered: { readonly consumer_seq: number; readonly stream_seq: number };
  /** Messages that were delivered and not acknowledged. */
  readonly num_ack_pending: number;
}

/** How many jobs of a consumer are done. */
export const jobsDone = ({ delivered, num_ack_pending }: Consumer): number => delivered.stream_seq - num_ack_pending;

/** A stream. */
export interface Stream extends Led {
  readonly consumer_detail?: readonly Consumer[];
}

interface Answer {
  readonly account_details?: readonly { readonly stream_detail?: readonly Stream[] }[];
}

/**
 * What the leader of a stream, or that of a consumer of it, says of it. Asks each server, whose names are those of the pods. https://docs.nats.io/running-a-nats-service/nats_admin/monitoring#jetstream-information-jsz
 *
 * @throws Error when there is no leader
 */
export async function askLeader(access: Access, servers: readonly string[], stream: string): Promise<Stream>;
export async function askLeader(
  access: Access,
  servers: readonly string[],
  stream: string,
  consumer: string,
): Promise<Consumer>;
export async function askLeader(
  access: Access,
  servers: readonly string[],
  stream: string,
  consumer?: string,
): Promise<Led> {
  const answers = await Promise.all(
    servers.map(async (server) => {
      const path = proxyPath(access, server, 8222, '/jsz?consumers=true');
      const { ok, output } = await tryKubectl(access, ['get', '--raw', path]);
      const streams = ok
        ? ((JSON.parse(output) as Answer).account_details ?? [])
            .flatMap((account) => account.stream_detail ?? [])
            .filter(({ name }) => name === stream)
        : [];
      const found: readonly Led[] =
        consumer === undefined
          ? streams
          : streams.flatMap(({ consumer_detail = [] }) => consumer_detail).filter(({ name }) => name === consumer);
      return found.filter(({ cluster }) => cluster.leader === server);
    }),
  );
  const [leader] = answers.flat();
  if (leader === undefined) throw new Error(`${consumer ?? stream} has no leader`);
  return leader;
}
