/**
 * Writes the generated files (`write`), or compares them with what their sources give (`verify`; exits with 1 when one
 * differs). Needs Go, which downloads the sources.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { changedDefinitions } from './changed-definitions.js';
import { generatedFiles } from './generated-files.js';
import { readApiSources } from './module-archive.js';

const absolute = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

function write(): void {
  for (const [path, text] of Object.entries(generatedFiles(readApiSources))) {
    writeFileSync(absolute(path), text);
    console.log(`${path}: ${text.length} bytes`);
  }
}

function verify(): void {
  for (const [path, text] of Object.entries(generatedFiles(readApiSources))) {
    const present = existsSync(absolute(path)) ? readFileSync(absolute(path), 'utf8') : '';
    if (present === text) continue;
    const changed = changedDefinitions(present, text);
    console.error(
      `${path} is not what its sources give; ${changed.length} definitions differ: ${changed.slice(0, 10).join(', ')}.\n` +
        'Run "npx nx run kubernetes-schemas:generate" and commit the result.',
    );
    process.exitCode = 1;
  }
}

const [command] = process.argv.slice(2);
try {
  if (command === 'write') write();
  else if (command === 'verify') verify();
  else throw new Error('Usage: main.ts write|verify');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
