import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workspaceRoot } from './workspace.js';

const productWords = /semantic[-_ ]?explorer/i;
const ignoredFolders = ['node_modules', 'dist', 'out-tsc', 'test-output'];

/** Every file below a folder, generated folders left out. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => !ignoredFolders.includes(entry.name))
      .map((entry) =>
        entry.isDirectory() ? filesBelow(join(folder, entry.name)) : Promise.resolve([join(folder, entry.name)]),
      ),
  );
  return files.flat();
}

it.each(['packages/chartkit', 'tools/helm', 'tools/kubernetes-schemas'])(
  '%s can serve any product: it names none',
  async (folder) => {
    const files = await filesBelow(join(workspaceRoot, folder));
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));

    expect(files.length).toBeGreaterThan(0);
    expect(
      files.filter((file, index) => productWords.test(`${file.slice(workspaceRoot.length)}\n${texts[index] ?? ''}`)),
    ).toEqual([]);
  },
);
