import { evaluateChart, RefusedValuesError } from 'chartkit';
import { leavesOf } from 'chartkit/testing';
import { helmTemplate, helmVersions, withFiles } from 'helm-harness';
import { beforeAll, describe, expect, it } from 'vitest';

import { chartFiles, semanticExplorer } from './index.js';
import { refusedByMoreRules, refusedByRules } from './testing/refused-by-rules.js';
import { refusedBySchema, refusedKeys } from './testing/refused-by-schema.js';
import { refusedInfrastructure } from './testing/refused-infrastructure.js';
import { refusedLimitations } from './testing/refused-limitations.js';

type Values = Readonly<Record<string, unknown>>;

/** Values with a mistake each that do not hinder each other, so that one rendering shows all sentences. */
const refusedTogether = [refusedByRules, refusedByMoreRules, refusedInfrastructure, refusedLimitations];

const release = { name: 'test', namespace: 'tests' };

const evaluated = (values: Values): readonly string[] => {
  try {
    evaluateChart(semanticExplorer, { release, values: [values] });
    return [];
  } catch (error) {
    if (!(error instanceof RefusedValuesError)) throw error;
    return error.violations.map(({ path, problem }) => `${path}: ${problem}`);
  }
};

describe('the evaluator refuses, with the path and what is allowed', () => {
  it.each([...refusedTogether.flat(), ...refusedBySchema])('%s', (_, values, told) => {
    expect(evaluated(values)).toEqual([told].flat());
  });

  it.each(refusedKeys)('a key %s', (_, values, parent, key, problem) => {
    const sentences = evaluated(values);
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(`${parent === '' ? '' : `${parent}.`}${key}: ${problem}`);
  });
});

describe.each(helmVersions().map((binary) => [binary.version, binary] as const))('Helm %s refuses', (_, binary) => {
  const messages = { rules: '', schema: '' };
  beforeAll(async () => {
    await withFiles(Object.fromEntries(chartFiles(semanticExplorer)), async (chartDirectory) => {
      // Helm tells everything that is wrong at once.
      const messageOf = async (values: readonly Values[]): Promise<string> => {
        const result = await helmTemplate(binary, { chartDirectory, release: 'test', namespace: 'tests', values });
        return result.ok ? '' : result.message;
      };
      for (const group of refusedTogether) {
        messages.rules += await messageOf(group.map(([, values]) => values));
      }
      messages.schema = await messageOf([...refusedBySchema, ...refusedKeys].map(([, values]) => values));
    });
  });

  it('with the same sentences what contradicts itself', () => {
    const sentences = messages.rules.split('\n').flatMap((line) => (line.startsWith('- ') ? [line.slice(2)] : []));
    const expected = refusedTogether.flat().flatMap(([, , told]) => told);
    expect(sentences.toSorted()).toEqual(expected.toSorted());
  });

  it.each(refusedBySchema)('%s, and names its place', (_what, _values, sentence) => {
    const [path = ''] = sentence.split(': ');
    const parts = path.split('.');
    const places = [
      `- ${path}: `, // Helm 3
      `at '/${parts.join('/')}'`, // Helm 4
      `- ${parts.slice(0, -1).join('.')}: ${parts.at(-1) ?? ''} is required`,
      `at '/${parts.slice(0, -1).join('/')}': missing property '${parts.at(-1) ?? ''}'`,
    ];
    expect(places.filter((place) => messages.schema.includes(place))).toHaveLength(1);
  });

  it.each(refusedKeys)('a key %s, and names it', (_place, _values, parent, key) => {
    const names = [
      `- ${parent === '' ? '(root)' : parent}: Additional property ${key} is not allowed`, // Helm 3
      `- ${parent}: Property name of "${key}" does not match`,
      `at '${parent === '' ? '' : `/${parent.replaceAll('.', '/')}`}': additional properties '${key}' not allowed`, // Helm 4
      `invalid propertyName '${key}'`,
    ];
    expect(names.filter((name) => messages.schema.includes(name))).toHaveLength(1);
  });
});

it('no port that the chart opens can be chosen, so that none can be given twice', () => {
  const ports = leavesOf(semanticExplorer.schema)
    .map(({ path }) => path.join('.'))
    .filter((path) => /port$/i.test(path));
  expect(ports).toEqual([
    'dex.config.storage.postgres.port',
    'postgresql.external.port',
    'nats.external.port',
    'valkey.external.port',
  ]);
});
