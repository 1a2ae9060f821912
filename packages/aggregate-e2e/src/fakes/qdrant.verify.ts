import { join } from 'node:path';

import { program, runCommand } from 'programs';
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Qdrant } from './testing/start-qdrant.js';
import { startQdrant } from './testing/start-qdrant.js';
import { text } from './testing/text.js';

let qdrant: Qdrant;
let python: string;
beforeAll(async () => {
  python = await program('worker-visualizations-libraries');
  qdrant = await startQdrant({ QDRANT__SERVICE__API_KEY: 'secret' });
});
afterAll(() => qdrant.remove());

it('answers the published Python client over gRPC and REST as Qdrant does', async () => {
  const port = (address: string): string => new URL(address).port;
  const script = join(import.meta.dirname, '../../fakes/python/checks/use_qdrant.py');
  const output = await runCommand(python, [script, port(qdrant.http), port(qdrant.grpc), 'secret'], {
    directory: import.meta.dirname,
    remedy: 'The client is a Python package. Install Python 3.11.',
  });

  const expected = {
    before: false,
    // Cosines of the angles between (1, 0) and (3, 1), (2, 1).
    nearest: [
      [3, 0.949, '3'],
      [2, 0.894, '2'],
    ],
    page: [1, 2],
    // (1, 1) with a length of 1.
    vector: [0.707, 0.707],
    following: 3,
    counted: 3,
    points: 3,
    left: 2,
  };
  expect(JSON.parse(output)).toEqual({
    grpc: expected,
    rest: expected,
    filtered: 1,
    collections: ['one', 'two'],
    'without a key': ['UNAUTHENTICATED', '401'],
  });
  expect(await text(qdrant.metrics)).toContain('collections_vector_total 3\n');
});
