import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { kubernetesVersions } from '../versions.js';
import { readApiSources } from './module-archive.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kubernetes-schemas-'));
  vi.stubEnv('PATH', directory);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true });
});

/** Puts a Go command in the way that does what a shell script says. */
function fakeGo(script: string): void {
  writeFileSync(join(directory, 'go'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(directory, 'go'), 0o755);
}

it('says that Go is needed where there is none', () => {
  expect(() => readApiSources(kubernetesVersions.oldest)).toThrow(
    'The schemas are read from a Go module, but "go" cannot be run: spawnSync go ENOENT. Install Go.',
  );
});

it('says what Go said when the download fails', () => {
  fakeGo(`echo '{"Error": "not found"}'; exit 1`);
  expect(() => readApiSources(kubernetesVersions.oldest)).toThrow(
    'Go could not download Kubernetes 1.30.14: {"Error": "not found"}',
  );
});

it('does not read an archive that is not the pinned one', () => {
  fakeGo(`echo '{"Zip": "/does/not/exist.zip", "Sum": "h1:other="}'`);
  expect(() => readApiSources(kubernetesVersions.newest)).toThrow(
    /^The module archive of Kubernetes 1\.37\.2 has the checksum h1:other=, but h1:\S+ is pinned\./,
  );
});
