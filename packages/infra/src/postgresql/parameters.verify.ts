import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { chartOfServices, ofKind, render } from '@semantic-explorer/platform/testing';
import { drawnValues } from 'chartkit/testing';
import { program } from 'programs';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { postgresql } from './builder.js';
import { tunedNames } from './settings.js';
import { generatedSecrets } from './testing/cases.js';
import type { RealServer, Values } from './testing/real-server.js';
import { realServer } from './testing/real-server.js';

const run = promisify(execFile);
const chart = chartOfServices(postgresql);

let real: RealServer;
beforeAll(async () => {
  real = await realServer({}, generatedSecrets);
});
afterAll(() => real.cluster.remove());

/** What the server makes of a parameter of the file that the chart renders; it rejects when the file is wrong. */
async function parameter(name: string, values: Values): Promise<string> {
  const [configMap] = ofKind(render(chart, values), 'ConfigMap');
  const file = join(real.cluster.directory, 'drawn.conf');
  await writeFile(file, (configMap?.['data'] as Readonly<Record<string, string>>)['postgresql.conf'] ?? '');
  const args = ['-C', name, '-D', real.cluster.dataDirectory, '-c', `config_file=${file}`];
  return (await run(await program('postgresql'), args)).stdout.trim();
}

/** The kilobytes that the server counts a parameter in, and says how many there are (`pg_settings.unit`). */
const kilobytes = { shared_buffers: 8, effective_cache_size: 8, maintenance_work_mem: 1, work_mem: 1 } as const;
/** Memory as the values have it, in kilobytes. */
const inKilobytes = (text: string): number => Number.parseInt(text, 10) * (text.endsWith('GB') ? 1024 ** 2 : 1024);

// Other parameters are right or wrong by themselves.
const fixed = { postgresql: { enabled: true, primary: { extraSettings: undefined } } };

it.each(drawnValues(chart, { fixed }))('the server takes the parameters of random values: %s', async (_, values) => {
  const [configMap] = ofKind(render(chart, values), 'ConfigMap');
  const text = (configMap?.['data'] as Readonly<Record<string, string>>)['postgresql.conf'] ?? '';
  for (const name of tunedNames) {
    const given = new RegExp(`^${name} = '(.*)'$`, 'm').exec(text)?.[1] ?? '';
    const found = await parameter(name, values);
    if (name === 'max_connections') expect(found).toBe(given);
    else expect(Number(found) * kilobytes[name]).toBe(inKilobytes(given));
  }
});

it.each([
  ['what no parameter is', { no_parameter: '1' }, 'unrecognized configuration parameter "no_parameter"'],
  ['a value that a parameter does not take', { wal_level: 'much' }, 'invalid value for parameter "wal_level": "much"'],
])('the server refuses %s', async (_, extraSettings, reason) => {
  await expect(parameter('work_mem', { postgresql: { primary: { extraSettings } } })).rejects.toThrow(reason);
});
