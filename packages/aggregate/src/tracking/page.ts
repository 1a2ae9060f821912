import { evaluateChart } from 'chartkit';

import { semanticExplorer } from '../chart.js';
import { chartFiles } from '../chart-files.js';
import type { Claim, Finding, Rendered, Section } from './claim.js';
import { releaseName } from './finders.js';

const release = { name: releaseName, namespace: releaseName };
const files = chartFiles(semanticExplorer);

/** What the chart makes of values. */
export const renderedFor = (values: NonNullable<Claim['values']> = {}): Rendered => ({
  objects: evaluateChart(semanticExplorer, { release, values: [values] }),
  files,
  defaults: semanticExplorer.defaults,
});

/**
 * What is found of a claim.
 *
 * @throws Error when it does not hold
 */
export function findingsOf({ claim, find, values }: Claim, byDefault: Rendered): readonly Finding[] {
  const rendered = values === undefined ? byDefault : renderedFor(values);
  try {
    return find.map((finder) => finder(rendered));
  } catch (error) {
    throw new Error(`"${claim}" does not hold: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** The tracking document with what was found, in Markdown. */
export function trackingPage(sections: readonly Section[]): string {
  const byDefault = renderedFor();
  return `${[
    '# Tracking document',
    '',
    'What the tracking document of the deployment says, claim by claim in its order, and what was found of it in the objects',
    `that the chart makes for a release \`${releaseName}\`: with the default values, unless a row names others. Written by`,
    '`npx nx run aggregate:tracking` from `packages/aggregate/src/tracking/`; a claim that does not hold fails the tests.',
    ...sections.flatMap((section) => ['', ...sectionLines(section, byDefault)]),
  ].join('\n')}\n`;
}

const sectionLines = ({ title, level = 2, claims }: Section, byDefault: Rendered): readonly string[] => [
  `${'#'.repeat(level)} ${title}`,
  ...(claims.length === 0
    ? []
    : [
        '',
        '| Claim | Found in | Field | Value | Remark |',
        '| --- | --- | --- | --- | --- |',
        ...claims.flatMap((claim) => rows(claim, findingsOf(claim, byDefault))),
      ]),
];

const rows = (claim: Claim, findings: readonly Finding[]): readonly string[] =>
  findings.map(({ object, field, value }, index) => {
    const cells = [
      index === 0 ? claim.claim : '',
      code(object),
      code(field),
      code(value),
      index === 0 ? remark(claim) : '',
    ];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });

const code = (text: string): string => `\`${text}\``;

const remark = ({ values, remark: text }: Claim): string =>
  [text, values === undefined ? undefined : `With ${settings(values, []).map(code).join(', ')}.`]
    .filter((sentence) => sentence !== undefined)
    .join(' ');

/** Values as `a.b=c`, one for each leaf. */
function settings(value: unknown, path: readonly string[]): readonly string[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, below]) => settings(below, [...path, key]));
  }
  return [`${path.join('.')}=${typeof value === 'string' ? value : JSON.stringify(value)}`];
}
