import { expect, it } from 'vitest';

import type { Recipe } from './recipe.js';
import { table } from './table.js';

const pinOf = (recipe: Recipe): readonly [version: string, checksum: string] => {
  switch (recipe.kind) {
    case 'go-module':
      return [recipe.moduleVersion, recipe.sum];
    case 'debian-packages':
    case 'go-source':
      throw new Error('signatures of the distribution, or go.mod and go.sum, pin it');
    case 'opentelemetry-collector':
      return [recipe.componentVersion, recipe.builderSum];
    case 'npm-package':
      return [recipe.packageVersion, recipe.integrity];
    case 'python-wheel':
      return [recipe.packageVersion, recipe.sha256];
  }
};

const downloaded = Object.entries<Recipe>(table).filter(
  ([, recipe]) => !['go-source', 'debian-packages'].includes(recipe.kind),
);

it.each(downloaded)('%s is pinned to an exact version and a checksum', (_, recipe) => {
  const [version, checksum] = pinOf(recipe);

  expect(version).toMatch(/^v?\d+\.\d+\.\d+(-[\w.-]+)?$/);
  expect(checksum).toMatch(/^(h1:[\w+/]{43}=|sha512-[\w+/]{86}==|[0-9a-f]{64})$/);
});
