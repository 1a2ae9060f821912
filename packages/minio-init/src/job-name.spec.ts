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

/** The name of the Job, and all on which its run depends. Nothing for values that are refused, or without a Job. */
function jobOf(values: Values): { readonly name: string; readonly run: string } | undefined {
  try {
    const objects = render(chart, values);
    const [job] = ofKind(objects, 'Job') as unknown as readonly Job[];
    const files = ofKind(objects, 'ConfigMap').find(({ metadata }) => nameOf(metadata).endsWith('-minio-init'))?.[
      'data'
    ];
    return job && { name: job.metadata.name, run: JSON.stringify([job.spec, files]) };
  } catch (error) {
    if (error instanceof RefusedValuesError) return undefined;
    throw error;
  }
}
const nameOf = (metadata: unknown): string => (metadata as { readonly name: string }).name;

describe.each(Object.entries(valueSets))('the Job %s', (_, values) => {
  const before = jobOf(values);

  it('has the same name for the same values', () => {
    expect(jobOf({ ...values })).toEqual(before);
  });

  it('has another name whenever it has to run again, since a Job cannot be changed', () => {
    const sameName = leavesOf(chart.schema).flatMap((leaf) =>
      drawnForLeaf(leaf, chart.schema, 6)
        .map((value) => jobOf(withValueAt(values, leaf.path, value)))
        .filter((after) => after?.name === before?.name && after?.run !== before?.run)
        .map(() => leaf.path.join('.')),
    );

    expect(before).toBeDefined();
    expect(sameName).toEqual([]);
  });
});
