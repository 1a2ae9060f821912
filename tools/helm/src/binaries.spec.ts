import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type * as Binaries from './binaries.js';
import { withFiles } from './temporary-directory.js';

/** The module anew, since it remembers its answer. */
const binaries = async (): Promise<typeof Binaries> => {
  vi.resetModules();
  return import('./binaries.js');
};

beforeEach(() => vi.stubEnv('HELM_BIN', ''));
afterEach(() => vi.unstubAllEnvs());

describe('helmVersions', { timeout: 30_000 }, () => {
  it('gives the pinned Helm 3 and Helm 4', async () => {
    const { helmVersions } = await binaries();
    expect(helmVersions().map(({ version, major }) => ({ version, major }))).toEqual([
      { version: '3.17.3', major: 3 },
      { version: '4.1.4', major: 4 },
    ]);
    expect(helmVersions()).toBe(helmVersions());
  });

  it('gives the binaries of HELM_BIN instead', () =>
    withFiles(
      { one: "#!/bin/sh\necho 'v3.19.0'\n", two: "#!/bin/sh\necho 'v5.0.0-rc.1+g123'\n" },
      async (directory) => {
        const paths = ['one', 'two'].map((name) => join(directory, name));
        for (const path of paths) chmodSync(path, 0o755);
        vi.stubEnv('HELM_BIN', paths.join(delimiter));
        const { helmVersions } = await binaries();
        expect(helmVersions()).toEqual([
          { version: '3.19.0', major: 3, path: paths[0] },
          { version: '5.0.0-rc.1+g123', major: 5, path: paths[1] },
        ]);
      },
    ));

  it('says when HELM_BIN names no file, or no Helm', () =>
    withFiles({ other: '#!/bin/sh\necho hello\n' }, async (directory) => {
      vi.stubEnv('HELM_BIN', join(directory, 'absent'));
      const absent = await binaries();
      expect(() => absent.helmVersions()).toThrow(
        `HELM_BIN names ${directory}/absent, which does not exist. Name a Helm executable, or unset it to use the pinned versions.`,
      );
      chmodSync(join(directory, 'other'), 0o755);
      vi.stubEnv('HELM_BIN', join(directory, 'other'));
      const other = await binaries();
      expect(() => other.helmVersions()).toThrow(/other answered "hello\n?" instead of a Helm version\./);
    }));
});

describe('kubectlBinary', { timeout: 30_000 }, () => {
  it('is the pinned kubectl', async () => {
    const { kubectlBinary } = await binaries();
    const answer = execFileSync(kubectlBinary(), ['version', '--client', '--output=json'], { encoding: 'utf8' });
    expect(JSON.parse(answer)).toMatchObject({ clientVersion: { gitVersion: 'v1.35.2' } });
  });
});
