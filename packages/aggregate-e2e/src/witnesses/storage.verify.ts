import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Servers } from './testing/servers.js';
import { startServers } from './testing/servers.js';

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

const noAuthorities = { SSL_CERT_FILE: '/does/not/exist', SSL_CERT_DIR: '/does/not/exist' };

describe('without certificate authorities, even for an endpoint with http://', () => {
  it.each(['worker-collections', 'worker-datasets'] as const)('%s ends: the S3 client panics', async (name) => {
    const fake = await servers.start(name, noAuthorities);
    const { code } = await fake.ended;

    expect(fake.output()).toMatch(/panicked at .*aws-smithy-http-client/);
    expect(code).toBe(101);
  });

  it('the API ends: the client of the inference services cannot be created', async () => {
    const fake = await servers.start('api', noAuthorities);

    expect(await fake.ended).toEqual({ code: 1, signal: null });
    expect(fake.output()).toContain('No CA certificates were loaded from the system');
  });
});
