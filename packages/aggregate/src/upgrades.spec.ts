import { readFileSync } from 'node:fs';

import { upgradeHindrances } from '@semantic-explorer/platform/testing';
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

/** What one value can be changed to, and what Kubernetes would refuse in the objects that follow. */
interface Change {
  readonly path: string;
  readonly refused: readonly string[];
  readonly seen: readonly unknown[];
}

/** Changes of every value of the chart, as far as its schema and rules take them. */
function changes(): readonly Change[] {
  const before = objectsFor(installed);
  if (before === undefined) throw new Error('The values of this test are refused');
  return leavesOf(schema).flatMap((leaf) =>
    drawnForLeaf(leaf, schema, 6).flatMap((value) => {
      const after = objectsFor(withValueAt(installed, leaf.path, value));
      if (after === undefined) return [];
      const refused = immutableChanges(before, after);
      return [{ path: leaf.path.join('.'), refused, seen: upgradeHindrances(before, after) }];
    }),
  );
}

it('every change that Kubernetes refuses is named in the guide to upgrades, and seen by the Job before them', () => {
  const made = changes();
  const refused = made.filter((change) => change.refused.length > 0);
  const guide = readFileSync(inWorkspace('docs/upgrades.md'), 'utf8');
  const named = [...guide.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, path = '']) => path);
  const isNamed = (path: string): boolean => named.some((end) => path === end || path.endsWith(`.${end}`));

  expect(new Set(refused.map(({ path }) => path)).size).toBeGreaterThan(30);
  expect(refused.map(({ path }) => path).filter((path) => !isNamed(path))).toEqual([]);
  expect(refused.filter(({ seen }) => seen.length === 0)).toEqual([]);
}, 600_000);
