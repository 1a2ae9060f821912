import { jobChanges, unnoticedJobChanges } from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { chart, valueSets } from './testing/minio-init-chart.js';

const changes = jobChanges(chart, 'minio-init', Object.values(valueSets));

describe('the name of the Job', () => {
  it('changes whenever it has to run again, since a Job cannot be changed', () => {
    expect(unnoticedJobChanges(changes)).toEqual([]);
  });

  it('does not hide a value without effect: something else changes too', () => {
    const effective = new Set(
      changes.filter(({ before, after }) => after.rest !== before.rest).map(({ path }) => path),
    );
    const dead = changes.map(({ path }) => path).filter((path) => !effective.has(path));
    expect(dead.filter((path) => /^minio\.(initJob(?!\.enabled)|buckets|users)/.test(path))).toEqual([]);
  });
});
