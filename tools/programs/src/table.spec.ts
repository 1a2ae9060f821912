import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import type { Recipe } from './recipe.js';
import { repository } from './recipes/sources.js';
import { table } from './table.js';

const pinOf = (recipe: Recipe): readonly [version: string, checksum: string] => {
  switch (recipe.kind) {
    case 'go-module':
      return [recipe.moduleVersion, recipe.sum];
    case 'cargo-source':
    case 'debian-packages':
    case 'go-source':
    case 'python-packages':
      throw new Error('signatures of the distribution, or a lock file, pin it');
    case 'opentelemetry-collector':
      return [recipe.componentVersion, recipe.builderSum];
    case 'npm-package':
      return [recipe.packageVersion, recipe.integrity];
    case 'python-wheel':
      return [recipe.packageVersion, recipe.sha256];
  }
};

const downloaded = Object.entries<Recipe>(table).filter(
  ([, recipe]) => !['cargo-source', 'go-source', 'debian-packages', 'python-packages'].includes(recipe.kind),
);

it.each(downloaded)('%s is pinned to an exact version and a checksum', (_, recipe) => {
  const [version, checksum] = pinOf(recipe);

  expect(version).toMatch(/^v?\d+\.\d+\.\d+(-[\w.-]+|\.post\d+)?$/);
  expect(checksum).toMatch(/^(h1:[\w+/]{43}=|sha512-[\w+/]{86}==|[0-9a-f]{64})$/);
});

const ofPackages = Object.entries<Recipe>(table).flatMap(([name, recipe]) =>
  recipe.kind === 'python-packages' ? [{ name, ...recipe }] : [],
);

it.each(ofPackages)('the packages of $name are pinned to versions and hashes', ({ name, version, folder, module }) => {
  const lines = readFileSync(join(repository, folder, 'requirements.txt'), 'utf8')
    .trim()
    .split('\n');
  const hash = /^ {4}--hash=sha256:[0-9a-f]{64}( \\)?$/;
  const pin = /^[\w.[\]-]+==[\w.!+-]+( ; [^\\]+)? \\$/;

  expect(lines.filter((line) => !hash.test(line) && !pin.test(line))).toEqual([]);
  if (module !== undefined) expect(lines).toContain(`${name}==${version} \\`);
});
