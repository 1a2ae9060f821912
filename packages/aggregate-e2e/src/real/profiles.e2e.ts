import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { helmVersions } from 'helm-harness';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { readProfile } from '../testing/chart.js';
import { kubectl } from '../testing/commands.js';
import {
  externalValues,
  installExternalServers,
  serversRelease,
  serversValues,
} from '../testing/external-servers/external-servers.js';
import { addGpus } from '../testing/gpus.js';
import { loginThroughApi } from '../testing/login-through-api.js';
import { clientSettings } from '../testing/login.js';
import type { Pod } from '../testing/objects.js';
import { listObjects, ofRelease, startTimesOf } from '../testing/objects.js';
import type { Operations } from '../testing/operations.js';
import { operationsOn } from '../testing/operations.js';
import { withPortForward } from '../testing/port-forward.js';
import type { Release, Values } from '../testing/release.js';
import { createRelease, demandSuccess, warningsOf } from '../testing/release.js';
import { smallRequests } from '../testing/small-requests.js';
import type { Space } from '../testing/space.js';
import { createSpace, renderChart } from '../testing/space.js';

/** A set of values that people install. The profile "minimal" has a file of its own. */
interface Case {
  readonly name: string;
  readonly profile: Values;
  /** What deployers add to the profile. */
  readonly own?: Values;
  /** Whether users reach the API through the proxy. */
  readonly proxied?: boolean;
  /** Values of a release of servers, which is there before. */
  readonly servers?: Values;
  /** What deployers do before. */
  readonly prepare?: (space: Space, servers: Release, ...options: readonly string[]) => Promise<void>;
}

/** The user of the profile "minimal". */
const { dex: withUser } = readProfile('minimal');

const cases: readonly Case[] = [
  { name: 'defaults', profile: {} },
  { name: 'production', profile: readProfile('production'), own: { dex: withUser }, proxied: true },
  { name: 'airgap', profile: readProfile('airgap'), prepare: prepareAirgap },
  {
    name: 'external',
    profile: readProfile('external'),
    own: externalValues,
    servers: serversValues,
    prepare: installExternalServers,
  },
];

/** As the profile says: the Secret of the registry, and claims with models. The fake has no model, so they are empty. */
async function prepareAirgap({ administrator }: Space): Promise<void> {
  const registry = ['--docker-server=registry.example.com', '--docker-username=user', '--docker-password=password'];
  await kubectl(administrator, ['create', 'secret', 'docker-registry', 'registry', ...registry]);
  const items = ['embedding-models', 'llm-models'].map((name) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  }));
  const claims = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  await kubectl(administrator, ['create', '--filename=-'], claims);
}

const installing = 420_000;
const waiting = '--timeout=300s';

describe.skipIf(inject('kubeconfig') === '')('on a real node', () => {
  let removeGpus: () => Promise<void>;
  beforeAll(async () => {
    removeGpus = await addGpus({ kubeconfig: inject('kubeconfig'), namespace: 'default' }, 8);
  });
  afterAll(() => removeGpus());

  describe.each(cases)('$name', ({ name, profile, own = {}, proxied, servers, prepare }) => {
    let space: Space;
    let release: Release;
    let operations: Operations;
    /** The requests of the profile need nodes that no machine for tests has. */
    let requests: string;

    beforeAll(async () => {
      const binary = helmVersions().at(-1);
      if (binary === undefined) throw new Error('There is no Helm');
      const objects = await renderChart([profile, own]);
      const ofServers = servers === undefined ? [] : await renderChart([servers], serversRelease);
      space = await createSpace(name, [...objects, ...ofServers]);
      requests = join(space.directory, 'requests.json');
      writeFileSync(requests, JSON.stringify(smallRequests()));
      const more = [`--values=${requests}`, waiting];
      await prepare?.(space, createRelease(binary, space.deployer, serversRelease), ...more);
      const additions = join(space.directory, 'own.json');
      writeFileSync(additions, JSON.stringify(own));
      release = createRelease(binary, space.deployer, 'explorer', [`--values=${additions}`, ...more]);
      operations = operationsOn(space.administrator, release.name);
    }, installing);
    afterAll(() => space.remove());

    it(
      'installs, and everything becomes Ready without a warning',
      async () => {
        const start = performance.now();
        const result = await release.install(profile);
        demandSuccess(result);
        await operations.allReady();
        const seconds = ((performance.now() - start) / 1000).toFixed(1);
        const pods = await listObjects<Pod>(space.administrator, 'pods', ofRelease(release.name));
        console.log(`${name}, from helm install --wait to all Ready: ${seconds} s\n${startTimesOf(pods)}`);

        expect(warningsOf(result)).toEqual([]);
      },
      installing,
    );

    it('passes helm test', async () => {
      const { ok, output } = await release.helm('test', '--logs');

      expect([ok, output]).toEqual([true, expect.stringContaining('the installation works: all')]);
    });

    it('lets the API use every service', async () => {
      expect(Object.keys(await operations.apiWell())).toEqual(expect.arrayContaining(['database', 'queue', 'llm']));
    });

    if (proxied)
      it('lets a user reach the API through the proxy', async () => {
        const { issuer } = await clientSettings(space.administrator, operations.name('api-0'));
        const service = (of: string): string => `service/${operations.name(of)}`;
        await withPortForward(space.administrator, service('dex'), 5556, (dex) =>
          withPortForward(space.administrator, service('auth-proxy'), 4180, async (api) => {
            const user = { email: 'admin@example.com', password: 'password' };
            const login = { way: 'proxy', api, publicUrl: 'http://localhost:8080', issuer, dex, ...user } as const;
            expect(await loginThroughApi(login)).toMatchObject({ status: 200, body: { email: user.email } });
          }),
        );
      });

    it('has restarted no container until the end', async () => {
      await operations.allReady();

      expect(await operations.restarts()).toEqual([]);
    });
  });
});
