import { readFileSync } from 'node:fs';

import { beforeAll, expect, it } from 'vitest';

import { inWorkspace } from '../../cli/paths.js';
import type { Matrix } from './matrix.js';
import { witnessesPage } from './page.js';
import { matrixOfRepository } from './repository.js';

let matrix: Matrix;
beforeAll(() => {
  // Renders the chart some thousand times.
  matrix = matrixOfRepository();
}, 300_000);

it('tests show each TLS switch, login and external server with each program that it configures', () => {
  expect(matrix.problems).toEqual([]);
  expect(matrix.rows.length).toBeGreaterThan(80);
});

it('are what docs/witnesses.md shows', () => {
  // Run `npx nx run aggregate:witnesses` after a change.
  expect(readFileSync(inWorkspace('docs/witnesses.md'), 'utf8')).toBe(witnessesPage(matrix));
});
