import { readdirSync, readFileSync } from 'node:fs';

import { semanticExplorer } from '../../chart.js';
import { inWorkspace } from '../../cli/paths.js';
import { programs } from '../../limitations/programs.js';
import { valueSets } from '../value-sets.js';
import { capabilitiesOf } from './capabilities.js';
import { declarationsOf } from './declarations.js';
import type { Matrix } from './matrix.js';
import { matrixOf } from './matrix.js';

/** What the chart of this repository offers, and what its tests show. */
export function matrixOfRepository(): Matrix {
  const files = testFiles();
  const found = files.map((file) => declarationsOf(file, readFileSync(inWorkspace(file), 'utf8')));
  const values = valueSets.map(([, set]) => set);
  return matrixOf({
    capabilities: capabilitiesOf(semanticExplorer, values),
    declared: {
      declarations: found.flatMap(({ declarations }) => declarations),
      problems: found.flatMap(({ problems }) => problems),
    },
    unavailable: unavailablePrograms(),
    limitations: programs,
  });
}

/** The test files of the packages, relative to the root of the repository. */
const testFiles = (): readonly string[] =>
  readdirSync(inWorkspace('packages'))
    .flatMap((name) =>
      readdirSync(inWorkspace(`packages/${name}/src`), { recursive: true, encoding: 'utf8' }).map(
        (file) => `packages/${name}/src/${file}`,
      ),
    )
    .filter((file) => /\.(verify|e2e|spec)\.ts$/.test(file))
    .toSorted();

/** The programs that the fakes of the infrastructure replace. */
function unavailablePrograms(): readonly string[] {
  const source = readFileSync(inWorkspace('packages/aggregate-e2e/fakes/go/program.go'), 'utf8');
  return [...source.matchAll(/^\s*case "(\w+)":/gm)].map(([, name = '']) => name);
}
