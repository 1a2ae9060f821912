import { readFileSync } from 'node:fs';

import { evaluateChart } from 'chartkit';
import { installationMilliseconds, program } from 'programs';
import type { PlacedFinding } from 'scanners';
import { answerProblems, parseAnswers, scan, scannerNames } from 'scanners';
import { beforeAll, expect, it } from 'vitest';

import { semanticExplorer } from './index.js';
import { shippedValues } from './testing/value-sets.js';

const answers = parseAnswers(readFileSync(new URL('../../../docs/scanner-findings.yaml', import.meta.url), 'utf8'));
const release = { name: 'semantic-explorer', namespace: 'semantic-explorer' };
const scanned = ['defaults', 'profiles/minimal', 'profiles/production'];

/** `Job create-credentials` of `Job semantic-explorer-create-credentials-0123abcd`. */
const withoutRelease = (object: string): string =>
  object.replace(` ${release.name}-`, ' ').replace(/^((?:Job|Pod) .*)-[0-9a-f]{8}$/, '$1');

beforeAll(() => Promise.all(scannerNames.map(program)), installationMilliseconds);

it('scanners find nothing that is not answered, and every answer is needed', { timeout: 300_000 }, async () => {
  const findings: PlacedFinding[] = [];
  for (const [name, values] of shippedValues.filter(([set]) => scanned.includes(set))) {
    const objects = evaluateChart(semanticExplorer, { release, values: [values] });
    const found = await scan(objects.map((object) => JSON.stringify(object, undefined, 2)).join('\n---\n'));
    findings.push(...found.map((finding) => ({ ...finding, object: withoutRelease(finding.object), values: name })));
  }
  expect([...new Set(findings.map(({ values }) => values))]).toEqual(scanned);
  expect(answerProblems(findings, answers)).toEqual([]);
});
