import { withOracle } from 'helm-oracle';
import { createServer, defaultServerConditions } from 'vite';
import { expect, it } from 'vitest';

import type * as chartkitSources from '../index.js';
import type * as testingSources from '../testing/index.js';
import type { Mutation } from './testing/mutations.js';
import { mutations } from './testing/mutations.js';
import type * as chartSources from './testing/web-chart.js';

interface Sources {
  readonly chartkit: typeof chartkitSources;
  readonly testing: typeof testingSources;
  readonly charts: typeof chartSources;
}

/** Loads chartkit anew with one exchanged text. */
async function withMutation<T>({ file, from, to }: Mutation, use: (sources: Sources) => Promise<T>): Promise<T> {
  const source = new URL('..', import.meta.url).pathname;
  let exchanged = 0;
  const server = await createServer({
    configFile: false,
    root: source,
    logLevel: 'silent',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    ssr: {
      resolve: {
        conditions: ['chartkit-source', ...defaultServerConditions],
        externalConditions: ['chartkit-source'],
      },
    },
    plugins: [
      {
        name: 'mutation',
        enforce: 'pre',
        transform: (code, id) => {
          if (id !== source + file) return undefined;
          exchanged = code.split(from).length - 1;
          return code.replace(from, () => to);
        },
      },
    ],
  });
  try {
    const load = async (path: string): Promise<unknown> => server.ssrLoadModule(`${source}${path}`);
    const sources = {
      chartkit: await load('index.ts'),
      testing: await load('testing/index.ts'),
      charts: await load('chart/testing/web-chart.ts'),
    } as Sources;
    // A mutation that changes nothing would be found by nobody.
    expect(exchanged).toBe(1);
    return await use(sources);
  } finally {
    await server.close();
  }
}

const findings = (mutation: Mutation, draws: number): Promise<string> =>
  withMutation(mutation, async ({ chartkit, testing, charts: { webChart } }) => {
    try {
      return await withOracle(4, Object.fromEntries(chartkit.printChart(webChart)), async ({ name, render }) => {
        await testing.compareDraws(webChart, { [name]: render }, draws);
        return '';
      });
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });

it('finds nothing wrong in the sources as they are', { timeout: 120_000 }, async () => {
  expect(
    await findings({ wrong: '', file: 'index.ts', from: 'export type { k8s }', to: 'export type { k8s }' }, 500),
  ).toBe('');
});

it.each(mutations.map((mutation) => [mutation.wrong, mutation] as const))(
  'finds by random draws that %s',
  { timeout: 120_000 },
  async (_, mutation) => {
    expect(await findings(mutation, 3000)).toMatch(/Property failed|Helm/);
  },
);
