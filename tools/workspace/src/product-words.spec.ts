import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesBelow, workspaceRoot } from './workspace.js';

const productWords = /semantic[-_ ]?explorer/i;

it.each(['packages/chartkit', 'tools/helm', 'tools/helm-oracle', 'tools/kubernetes-schemas'])(
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
