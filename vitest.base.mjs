import { defineConfig } from 'vitest/config';
import { defaultClientConditions, defaultServerConditions } from 'vite';

// Tests run from source: no package is compiled before another one is tested.
const source = 'chartkit-source';

/** What every package's vitest.config.ts exports. Paths are relative to the package, where vitest is started. */
export const testConfig = defineConfig({
  resolve: { conditions: [source, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [source, ...defaultServerConditions], externalConditions: [source] } },
  test: {
    include: ['src/**/*.spec.ts'],
    environment: 'node',
    reporters: ['default', ['json', { outputFile: 'test-output/vitest.json' }]],
  },
});

/**
 * What a package's vitest.verify.config.ts exports: tests with real programs, which `npm test` leaves out.
 * Programs that are not installed yet are installed in hooks, which may take minutes.
 */
export const verifyConfig = defineConfig({
  ...testConfig,
  test: {
    ...testConfig.test,
    include: ['src/**/*.verify.ts'],
    reporters: ['default', ['json', { outputFile: 'test-output/verify.json' }]],
    testTimeout: 30_000,
    hookTimeout: 30 * 60_000,
  },
});

/**
 * What a package's vitest.e2e.config.ts exports: tests on clusters, one project for each kind in a folder of its name,
 * for which `src/testing/global-setup-<kind>.ts` provides the cluster. One file after the other, since
 * those of a kind share its cluster; the kinds may run at once, as in `.ci/run`.
 *
 * @param {readonly string[]} kinds
 */
export const e2eConfig = (kinds) =>
  defineConfig({
    ...testConfig,
    test: {
      reporters: ['verbose', 'json'],
      projects: kinds.map((kind) => ({
        ...testConfig,
        test: {
          ...testConfig.test,
          name: kind,
          include: [`src/${kind}/**/*.e2e.ts`],
          globalSetup: `src/testing/global-setup-${kind}.ts`,
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      })),
    },
  });
