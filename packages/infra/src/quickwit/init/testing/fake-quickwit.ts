import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The configuration of an index, as far as the fake looks at it. */
export interface IndexConfig {
  readonly version: string;
  readonly index_id: string;
  readonly doc_mapping: Readonly<Record<string, unknown>>;
  readonly retention?: { readonly period: string; readonly schedule?: string } | null;
  readonly [key: string]: unknown;
}

/** Quickwit as far as its API of indexes goes. */
export interface FakeQuickwit {
  readonly url: string;
  readonly indexes: Map<string, IndexConfig>;
  /** The bodies of all updates. */
  readonly updates: IndexConfig[];
  /** Statuses of the next answers, before any that the indexes give. */
  readonly trouble: number[];
  close(): void;
}

/** A configuration with what Quickwit 0.9 answers with, and more that has to come back as it was. */
export const indexConfig = (id: string, retention?: IndexConfig['retention']): IndexConfig => ({
  version: '0.9',
  index_id: id,
  index_uri: `s3://quickwit/indexes/${id}`,
  doc_mapping: { doc_mapping_uid: '00000000000000000000000000', mode: 'strict', timestamp_field: 'timestamp_nanos' },
  indexing_settings: { commit_timeout_secs: 10, split_num_docs_target: 10_000_000 },
  ingest_settings: { min_shards: 1, validate_docs: true },
  search_settings: { default_search_fields: ['body.message'] },
  ...(retention === undefined ? {} : { retention }),
});

/**
 * Starts a fake after quickwit-serve/src/index_api and quickwit-config/src/index_config of version 0.9.0: an update replaces
 * the configuration, and is refused when the id, the place or (under the same uid) the mapping of documents is another one.
 */
export async function fakeQuickwit(...configs: readonly IndexConfig[]): Promise<FakeQuickwit> {
  const indexes = new Map(configs.map((config) => [config.index_id, config]));
  const updates: IndexConfig[] = [];
  const trouble: number[] = [];
  const answer = async (request: IncomingMessage): Promise<readonly [status: number, body: unknown]> => {
    const status = trouble.shift();
    if (status !== undefined) return [status, { message: 'not now' }];
    const id = /^\/api\/v1\/indexes\/([^/]+)$/.exec(request.url ?? '')?.[1] ?? '';
    const current = indexes.get(id);
    if (current === undefined) return [404, { message: `index \`${id}\` not found` }];
    if (request.method === 'GET') return [200, { index_uid: `${id}:01`, index_config: current }];
    if (request.method !== 'PUT') return [405, { message: 'method not allowed' }];
    if (request.headers['content-type'] !== 'application/json') return [415, { message: 'unsupported media type' }];
    const updated = JSON.parse(await bodyOf(request)) as IndexConfig;
    updates.push(updated);
    for (const key of ['index_id', 'index_uri', 'doc_mapping']) {
      if (JSON.stringify(updated[key]) !== JSON.stringify(current[key]))
        return [400, { message: `\`${key}\` cannot be updated` }];
    }
    indexes.set(id, { ...updated, retention: updated.retention ?? null });
    return [200, { index_uid: `${id}:01`, index_config: indexes.get(id) }];
  };
  const server = createServer((request, response) => {
    void answer(request).then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}`, indexes, updates, trouble, close: () => server.close() };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  return body;
}
