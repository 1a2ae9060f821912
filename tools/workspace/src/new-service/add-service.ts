import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { serviceFiles } from './service-files.js';

/**
 * Adds a service package to a workspace: its files, its line in `CODEOWNERS` and its reference in `tsconfig.json`.
 *
 * @returns what is left to do by hand, a step each
 * @throws Error for a name that is no lower-case name with dashes, or that is taken
 */
export async function addService(root: string, name: string): Promise<readonly string[]> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 24) {
    throw new Error(`"${name}" is no name of a service: use lower-case letters, digits and dashes, at most 24.`);
  }
  const folder = `packages/${name}`;
  if (existsSync(join(root, folder))) throw new Error(`${folder} exists already. Choose another name.`);

  for (const [path, text] of serviceFiles(name)) {
    const file = join(root, folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  await change(join(root, 'CODEOWNERS'), (text) => withOwner(text, `/${folder}/`));
  await change(join(root, 'tsconfig.json'), (text) => withReference(text, `./${folder}`));
  return [
    'Run `npm install`, which links the package.',
    `Name the team that owns it in CODEOWNERS, instead of the platform's.`,
    `Add it to packages/aggregate: package.json, both tsconfig files, and a line in src/services.ts.`,
    `Write what it deploys: ${folder}/src. \`npx nx run-many -t lint typecheck test -p ${name}\` checks it.`,
  ];
}

async function change(file: string, edit: (text: string) => string): Promise<void> {
  await writeFile(file, edit(await readFile(file, 'utf8')));
}

/** The line stands among those of the other folders, in order and aligned. */
function withOwner(text: string, folder: string): string {
  const lines = text.trimEnd().split('\n');
  const column = Math.max(...lines.map((line) => line.indexOf('@')));
  const line = `${folder.padEnd(column - 1)} @semantic-explorer/platform`;
  const next = lines.findIndex((other) => other.startsWith('/') && other > line);
  const at = next === -1 ? lines.length : next;
  return `${[...lines.slice(0, at), line, ...lines.slice(at)].join('\n')}\n`;
}

function withReference(text: string, path: string): string {
  const config = JSON.parse(text) as { readonly references: readonly { readonly path: string }[] };
  return `${JSON.stringify({ ...config, references: [...config.references, { path }] }, undefined, 2)}\n`;
}
