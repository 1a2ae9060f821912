import { compareDraws, seed } from 'chartkit/testing';
import { helmMajors, withOracle } from 'helm-oracle';
import { expect, it } from 'vitest';

import { chartFiles, semanticExplorer } from './index.js';

/** `FUZZ_DRAWS=10000 npx nx run aggregate:fuzz` draws any number. */
const draws = Number(process.env['FUZZ_DRAWS'] ?? 2000);

it(`Helm 3, Helm 4 and the evaluator agree on ${String(draws)} draws`, { timeout: draws * 2000 + 60_000 }, async () => {
  const files = Object.fromEntries(chartFiles(semanticExplorer));
  const [first, second] = helmMajors;
  const start = performance.now();
  const outcomes = await withOracle(first, files, (older) =>
    withOracle(second, files, (newer) =>
      compareDraws(semanticExplorer, { [older.name]: older.render, [newer.name]: newer.render }, draws),
    ),
  );
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`${String(draws)} draws in ${seconds} s (FUZZ_SEED=${String(seed)}): ${JSON.stringify(outcomes)}`);
  // Draws that all end in the same way would prove little.
  expect(outcomes.accepted).toBeGreaterThan(draws / 4);
  expect(outcomes.refused).toBeGreaterThan(draws / 10);
});
