import { RefusedValuesError } from 'chartkit';
import { drawnForLeaf, leavesOf, withValueAt } from 'chartkit/testing';
import { ofKind, render } from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import type { Values } from './testing/minio-init-chart.js';
import { chart, valueSets } from './testing/minio-init-chart.js';

interface Job {
  readonly metadata: { readonly name: string };
  readonly spec: unknown;
}

/** The Job of some values: its name, all that decides about its run, and everything but its name. */
interface Made {
  readonly name: string;
  readonly run: string;
  readonly rest: string;
}

/** Nothing for values that are refused, or without a Job. */
function made(values: Values): Made | undefined {
  try {
    const objects = render(chart, values);
    const [job] = ofKind(objects, 'Job') as unknown as readonly Job[];
    const files = ofKind(objects, 'ConfigMap').find(({ metadata }) => nameOf(metadata).endsWith('-minio-init'))?.[
      'data'
    ];
    if (job === undefined) return undefined;
    const { name } = job.metadata;
    return {
      name,
      run: JSON.stringify([job.spec, files]),
      rest: JSON.stringify(objects).replaceAll(name, 'the Job'),
    };
  } catch (error) {
    if (error instanceof RefusedValuesError) return undefined;
    throw error;
  }
}
const nameOf = (metadata: unknown): string => (metadata as { readonly name: string }).name;

const changes = Object.values(valueSets).flatMap((values) => {
  const before = made(values);
  return leavesOf(chart.schema).flatMap((leaf) =>
    drawnForLeaf(leaf, chart.schema, 30).flatMap((value) => {
      const after = made(withValueAt(values, leaf.path, value));
      return after === undefined || before === undefined ? [] : [{ path: leaf.path.join('.'), before, after }];
    }),
  );
});
const pathsOf = (found: typeof changes) => [...new Set(found.map(({ path }) => path))];

describe('the name of the Job', () => {
  it('changes whenever it has to run again, since a Job cannot be changed', () => {
    const unnoticed = changes.filter(({ before, after }) => after.name === before.name && after.run !== before.run);
    expect(pathsOf(unnoticed)).toEqual([]);
  });

  it('does not hide a value without effect: something else changes too', () => {
    const effective = changes.filter(({ before, after }) => after.rest !== before.rest);
    const dead = pathsOf(changes).filter((path) => !pathsOf(effective).includes(path));
    expect(dead.filter((path) => /^minio\.(initJob(?!\.enabled)|buckets|users)/.test(path))).toEqual([]);
  });
});
