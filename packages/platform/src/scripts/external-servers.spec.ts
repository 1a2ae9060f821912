import type { Server } from 'node:net';

import { describe, expect, it } from 'vitest';

import { shows } from '../testing/shows.js';
import {
  authenticationRequest,
  grpcServer,
  httpServer,
  natsServer,
  objectStore,
  postgresqlServer,
  valkeyServer,
} from './testing/peers.js';
import { runScript, scriptPath } from './testing/run-script.js';
import { quick, soon, start, waitFor } from './testing/waiting.js';

/** Servers as values make them, by the start of the URL that the chart renders for them. */
const servers = {
  postgresql: () => postgresqlServer(() => authenticationRequest),
  nats: () => natsServer({ info: { auth_required: true }, connect: refusesOthers }),
  tls: () => natsServer({ info: { tls_required: true } }),
  grpc: () => grpcServer(),
  grpcs: () => grpcServer({ tls: true }),
  redis: () => valkeyServer({ password: 'secret' }),
  http: () => httpServer(() => 200),
  https: () => httpServer(() => 200, { tls: true }),
  s3s: () => objectStore(() => [200], { tls: true }),
} as const satisfies Readonly<Record<string, () => Server>>;

const refusesOthers = (options: unknown): string | undefined =>
  (options as { readonly pass?: string }).pass === 'secret' ? undefined : 'Authorization Violation';

const login = { NATS_USERNAME: 'app', NATS_PASSWORD: 'secret' };
const urlOf = async (scheme: keyof typeof servers): Promise<string> => {
  const credentials = scheme === 'redis' ? 'default:secret@' : '';
  return `${scheme === 'tls' ? 'nats' : scheme}://${credentials}127.0.0.1:${await start(servers[scheme]())}`;
};

describe.concurrent('the test of an installation reaches', () => {
  it.each([
    ['postgresql', 'postgresql.external.host'],
    ['nats', 'nats.external.host'],
    ['nats', 'nats.auth.enabled'],
    ['tls', 'nats.external.tls'],
    ['grpc', 'qdrant.external.url'],
    ['redis', 'valkey.external.host'],
    ['redis', 'valkey.auth.enabled'],
    ['http', 'minio.external.url'],
    ['https', 'minio.tls.secretName'],
    ['https', 'oidc.issuerUrl'],
    ['http', 'embeddingInferenceApi.external.url'],
    ['http', 'llmInferenceApi.external.url'],
    ['grpc', 'otelCollector.external.url'],
    ['http', 'quickwit.external.url'],
    ['grpcs', 'quickwit.external.otlpUrl'],
  ] as const)('a server of the scheme %s, as of %s', async (scheme, path) => {
    shows(path, 'test-installation.mjs');
    const variables = { TEST_SERVER_URL: await urlOf(scheme), ...quick, ...soon, ...login };

    expect((await runScript(scriptPath('test-installation.mjs'), variables)).code).toBe(0);
  });
});

describe.concurrent('an init container waits for', () => {
  it.each([
    ['postgresql', 'postgresql.external.host'],
    ['nats', 'nats.auth.enabled'],
    ['grpc', 'qdrant.external.url'],
    ['https', 'minio.external.url'],
    ['s3s', 'minio.tls.secretName'],
    ['https', 'oidc.issuerUrl'],
    ['https', 'embeddingInferenceApi.external.url'],
    ['https', 'llmInferenceApi.external.url'],
  ] as const)('a server of the scheme %s, as of %s', async (scheme, path) => {
    shows(path, 'wait-for.mjs');
    const keys = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key', AWS_REGION: 'us-east-1' };

    expect((await waitFor(`${await urlOf(scheme)}/path`, { ...soon, ...login, ...keys })).code).toBe(0);
  });
});
