import { readFileSync } from 'node:fs';

import { helmVersions } from 'helm-harness';
import { expect, it } from 'vitest';

import { helmMajors } from './index.js';

it.runIf(process.env['HELM_BIN'] === undefined)('the oracles are the Helms of the lock file', () => {
  const pinned = helmMajors.map((major) => {
    const file = readFileSync(new URL(`../go/helm${String(major)}/go.mod`, import.meta.url), 'utf8');
    return new RegExp(`helm\\.sh/helm/v${String(major)} v(\\S+)`).exec(file)?.[1];
  });
  expect(pinned).toEqual(helmVersions().map(({ version }) => version));
});
