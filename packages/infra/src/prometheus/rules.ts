import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

import type { Expr } from 'chartkit';
import { file } from 'chartkit';

const directory = new URL('./rules/', import.meta.url);

const texts = readdirSync(directory)
  .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
  .sort()
  .map((name) => [name, readFileSync(new URL(name, directory), 'utf8')] as const);

/** Files with alert rules, by name: one for each subject. */
export const ruleFiles: Readonly<Record<string, Expr<string>>> = Object.fromEntries(
  texts.map(([name, text]) => [name, file(`prometheus/rules/${name}`, text)]),
);

/** Differs when any of the files does. */
export const rulesChecksum = createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16);
