/** `worker-datasets` → `workerDatasets`: the key of its values and the name of its export. */
export const camelCase = (name: string): string =>
  name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

const references = (...paths: readonly string[]) => paths.map((path) => ({ path }));
const libraries = ['../chartkit/tsconfig.lib.json', '../platform/tsconfig.lib.json'];

/** The files of a new service package by their paths in it: the smallest service that is complete. */
export function serviceFiles(name: string): ReadonlyMap<string, string> {
  const key = camelCase(name);
  const values = `${key}Values`;
  return new Map([
    ['package.json', json(manifest(name))],
    ['tsconfig.json', json({ files: [], references: references('./tsconfig.lib.json', './tsconfig.spec.json') })],
    ['tsconfig.lib.json', json({ extends: '../../tsconfig.lib.base.json', references: references(...libraries) })],
    [
      'tsconfig.spec.json',
      json({
        extends: '../../tsconfig.spec.base.json',
        references: references('./tsconfig.lib.json', ...libraries, '../platform/tsconfig.spec.json'),
      }),
    ],
    ['vitest.config.ts', "import { testConfig } from '../../vitest.base.mjs';\n\nexport default testConfig;\n"],
    [
      'README.md',
      `# ${name}

What it is for, in one sentence.

| file             | what it holds          |
| ---------------- | ---------------------- |
| \`src/values.ts\`  | what can be configured |
| \`src/builder.ts\` | what is deployed       |
`,
    ],
    ['src/index.ts', `export { ${key} } from './builder.js';\n`],
    [
      'src/values.ts',
      `import { boolean, object, string } from 'chartkit';

/** The values under \`${key}\`. */
export const ${values} = object(
  {
    enabled: boolean({ default: false, description: 'Deploy ${name}.' }),
    message: string({ default: 'Hello', description: 'A text for its configuration.' }),
  },
  { description: 'The service ${name}.' },
);
`,
    ],
    [
      'src/builder.ts',
      `import { labels, objectName } from '@semantic-explorer/platform';
import { resources, service } from 'chartkit';

import { ${values} } from './values.js';

/** The service ${name}. */
export const ${key} = service({
  name: '${name}',
  source: 'packages/${name}/src/builder.ts',
  key: '${key}',
  values: ${values},
  enabled: (values) => values.enabled,
  build: (scope, values) => {
    resources.configMap(scope, {
      metadata: { name: objectName('${name}'), labels: labels('${name}') },
      data: { MESSAGE: values.message },
    });
  },
});
`,
    ],
    [
      'src/builder.spec.ts',
      `import { chartOfServices, kubernetesProblems, namesOf, ofKind, render } from '@semantic-explorer/platform/testing';
import { expect, it } from 'vitest';

import { ${key} } from './index.js';

const chart = chartOfServices(${key});
const objects = render(chart, { ${key}: { enabled: true, message: 'Welcome' } });

it('makes objects that Kubernetes takes, oldest and newest', () => {
  expect(namesOf(objects)).toEqual(['ConfigMap prod-semantic-explorer-${name}']);
  expect(kubernetesProblems(objects)).toEqual([]);
});

it('hands the message on', () => {
  expect(ofKind(objects, 'ConfigMap')[0]?.['data']).toEqual({ MESSAGE: 'Welcome' });
});

it('makes nothing unless it is asked for', () => {
  expect(render(chart)).toEqual([]);
});
`,
    ],
  ]);
}

const manifest = (name: string) => ({
  name: `@semantic-explorer/${name}`,
  version: '0.0.0',
  description: `The service ${name}`,
  license: 'Apache-2.0',
  type: 'module',
  exports: {
    '.': { 'chartkit-source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
    './package.json': './package.json',
  },
  files: ['dist', '!**/*.tsbuildinfo'],
  nx: { name, tags: ['type:service'], targets: { build: {}, typecheck: {}, lint: {}, test: {} } },
  dependencies: { '@semantic-explorer/platform': '*', chartkit: '*' },
});
