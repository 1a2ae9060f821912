import type { Manifest } from 'chartkit';
import { evaluateChart } from 'chartkit';
import { describe, expect, it } from 'vitest';

import { semanticExplorer } from './index.js';
import { valueSets } from './testing/value-sets.js';

/** What the programs in ConfigMaps import of one another, as `[ConfigMap, file, imported]`. */
const importsIn = (objects: readonly Manifest[]) =>
  objects
    .filter(({ kind }) => kind === 'ConfigMap')
    .flatMap((object) => {
      const { metadata, data = {} } = object as unknown as {
        readonly metadata: { readonly name: string };
        readonly data?: Readonly<Record<string, string>>;
      };
      return Object.entries(data)
        .filter(([file]) => file.endsWith('.mjs'))
        .flatMap(([file, text]) =>
          [...text.matchAll(/^(?:import|\}) .*'\.\/(.+)';$/gm)].map((found) => [file, found[1]]),
        )
        .map(([file, imported = '']) => ({ file: `${metadata.name}: ${file}`, imported, isThere: imported in data }));
    });

describe('the programs in ConfigMaps', () => {
  it.each(valueSets)('lie beside what they import: %s', (_, values) => {
    const objects = evaluateChart(semanticExplorer, {
      release: { name: 'test', namespace: 'tests' },
      values: [values],
    });
    const imports = importsIn(objects);

    expect(imports.map(({ imported }) => imported)).toContain('conversation.mjs');
    expect(imports.filter(({ isThere }) => !isThere)).toEqual([]);
  });

  it('are missed when something lacks that they import', () => {
    const data = { 'a.mjs': "import { b } from './b.mjs';\nimport {\n  c,\n} from './c.mjs';\n", 'b.mjs': '' };

    expect(importsIn([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'programs' }, data }])).toEqual([
      { file: 'programs: a.mjs', imported: 'b.mjs', isThere: true },
      { file: 'programs: a.mjs', imported: 'c.mjs', isThere: false },
    ]);
  });
});
