import type { Limitations } from '@semantic-explorer/platform';

import type { Capability } from './capabilities.js';
import type { Declaration, Declarations } from './declarations.js';

/** What the chart offers, and what is known about it. */
export interface Evidence {
  /** By path of the value, the programs that it configures. */
  readonly capabilities: ReadonlyMap<string, readonly Capability[]>;
  readonly declared: Declarations;
  /** Programs that no package registry offers, so that tests cannot run them. */
  readonly unavailable: readonly string[];
  readonly limitations: readonly Limitations[];
}

/** A capability and its witnesses. */
export interface Row extends Capability {
  readonly witnesses: readonly Declaration[];
  /** Whether tests can run the program. */
  readonly available: boolean;
}

/** A value that the chart refuses because of limitations. */
export interface RefusedValue {
  readonly path: string;
  /** Such as `tlsServer of api`. */
  readonly limitations: readonly string[];
}

/** The page, and what is wrong with it. */
export interface Matrix {
  readonly rows: readonly Row[];
  readonly refused: readonly RefusedValue[];
  /** A sentence for each capability without evidence, and for evidence of nothing. */
  readonly problems: readonly string[];
}

/** Compares what the chart offers with what tests show. */
export function matrixOf({ capabilities, declared, unavailable, limitations }: Evidence): Matrix {
  const rows = [...capabilities.values()].flat().map((capability) => ({
    ...capability,
    witnesses: declared.declarations.filter((one) => isOf(one, capability)),
    available: !unavailable.includes(capability.program),
  }));
  const unused = [...capabilities].filter(([, programs]) => programs.length === 0).map(([path]) => path);
  const refused = unused.map((path) => ({ path, limitations: limitationsThatRefuse(path, limitations) }));
  return {
    rows,
    refused: refused.filter((value) => value.limitations.length > 0),
    problems: [
      ...declared.problems,
      ...refused.filter((value) => value.limitations.length === 0).map(({ path }) => unusedValue(path)),
      ...rows.filter(({ available, witnesses }) => available && witnesses.length === 0).map(withoutWitness),
      ...declared.declarations.flatMap((one) => declarationProblems(one, rows)),
    ],
  };
}

const isOf = (one: Capability, other: Capability): boolean => one.path === other.path && one.program === other.program;

const limitationsThatRefuse = (path: string, programs: readonly Limitations[]): readonly string[] =>
  programs.flatMap(({ container, limitations }) =>
    Object.entries(limitations)
      .filter(([, { refuses }]) => /^[\w.]+/.exec(refuses ?? '')?.[0] === path)
      .map(([name]) => `${name} of ${container}`),
  );

const unusedValue = (path: string): string =>
  `${path} changes no program in any set of values, and no limitation refuses it: add a file to packages/aggregate/fixtures that uses it`;

const withoutWitness = ({ path, program }: Capability): string =>
  `${path} configures ${program}, and no test shows that it works: add shows('${path}', '${program}') to a test with the real program or its client library, or add a limitation to its contract.yaml that refuses the value`;

/** A script of the chart is itself what its specs run; other programs are real in `verify` and `e2e` tests only. */
function declarationProblems({ path, program, file, title }: Declaration, rows: readonly Row[]): readonly string[] {
  const test = `${file}, "${title}"`;
  if (!rows.some((row) => isOf(row, { path, program })))
    return [`${test} shows ${path} with ${program}, which the chart does not offer: remove the declaration`];
  if (file.endsWith('.spec.ts') && !program.endsWith('.mjs'))
    return [`${test} shows ${path} with ${program}, but specs do not run it: use a verify or e2e test`];
  return [];
}
