import { readFileSync } from 'node:fs';

import { evaluateChart, RefusedValuesError } from 'chartkit';
import type { Manifest } from 'chartkit';
import { drawnForLeaf, leavesOf, withValueAt } from 'chartkit/testing';
import { immutableChanges } from 'manifest-rules';
import { expect, it } from 'vitest';

import { inWorkspace } from './cli/paths.js';
import { semanticExplorer } from './index.js';
import { release } from './testing/surroundings.js';

type Values = Readonly<Record<string, unknown>>;
const { schema } = semanticExplorer;

/** Every claim that can be there is there. */
const installed: Values = {
  embeddingInferenceApi: { tensorrtCache: { enabled: true } },
  dex: { persistence: { enabled: true } },
  postgresql: { backup: { enabled: true } },
  quickwit: { enabled: true },
};

/** The objects for some values; nothing where these are refused before anything is touched. */
function objectsFor(values: Values): readonly Manifest[] | undefined {
  try {
    return evaluateChart(semanticExplorer, { release, values: [values] });
  } catch (error) {
    if (error instanceof RefusedValuesError) return undefined;
    throw error;
  }
}

it('the guide to upgrades names every value whose change Kubernetes refuses', { timeout: 300_000 }, () => {
  const before = objectsFor(installed);
  if (before === undefined) throw new Error('The values of this test are refused');
  const changing = leavesOf(schema).filter((leaf) =>
    drawnForLeaf(leaf, schema, 6).some((value) => {
      const after = objectsFor(withValueAt(installed, leaf.path, value));
      return after !== undefined && immutableChanges(before, after).length > 0;
    }),
  );
  const guide = readFileSync(inWorkspace('docs/upgrades.md'), 'utf8');
  const named = [...guide.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, path = '']) => path);
  const isNamed = (path: string): boolean => named.some((end) => path === end || path.endsWith(`.${end}`));
  expect(changing.map(({ path }) => path.join('.')).filter((path) => !isNamed(path))).toEqual([]);
});
