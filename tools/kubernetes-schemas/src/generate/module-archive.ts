import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { unzipSync } from 'fflate';

import type { KubernetesVersion } from '../versions.js';

/** Checksums of the archives, as a `go.sum` would pin them. (One `go.mod` cannot require two versions of a module.) */
const checksums: Readonly<Record<KubernetesVersion, string>> = {
  '1.30.14': 'h1:MrlKXh9uhLIJpyxOeXhcndzRVSvwiV9iJ8NgH8nqPsg=',
  '1.37.2': 'h1:A2VDEiObzkYqFTKhSsn0ZEb0RlLEXpHWj93gi2HqEwE=',
};

/** What the archive of the Go module `k8s.io/kubernetes` tells of the API. */
export interface ApiSources {
  /** `api/openapi-spec/swagger.json`: all structures, without the values that enumerations allow. */
  readonly swagger: string;
  /** `pkg/generated/openapi/zz_generated.openapi.go`: what that document is made from, with the enumerations. */
  readonly openApiGo: string;
}

/**
 * Reads the API's sources out of the module archive, which the Go command downloads once and keeps in its cache.
 *
 * @throws Error when Go is missing, the download fails, or the archive is not the pinned one
 */
export function readApiSources(version: KubernetesVersion): ApiSources {
  const prefix = `k8s.io/kubernetes@v${version}/`;
  const swagger = `${prefix}api/openapi-spec/swagger.json`;
  const openApiGo = `${prefix}pkg/generated/openapi/zz_generated.openapi.go`;
  const files = unzipSync(downloadArchive(version), { filter: ({ name }) => name === swagger || name === openApiGo });
  const text = (name: string): string => {
    const bytes = files[name];
    if (bytes === undefined) throw new Error(`The module archive of Kubernetes ${version} has no ${name}.`);
    return Buffer.from(bytes).toString('utf8');
  };
  return { swagger: text(swagger), openApiGo: text(openApiGo) };
}

function downloadArchive(version: KubernetesVersion): Buffer {
  const run = spawnSync('go', ['mod', 'download', '-json', `k8s.io/kubernetes@v${version}`], {
    cwd: tmpdir(),
    env: { ...process.env, GOFLAGS: '', GOWORK: 'off' },
    encoding: 'utf8',
  });
  if (run.error !== undefined) {
    throw new Error(`The schemas are read from a Go module, but "go" cannot be run: ${run.error.message}. Install Go.`);
  }
  if (run.status !== 0) throw new Error(`Go could not download Kubernetes ${version}: ${run.stderr}${run.stdout}`);
  const { Zip, Sum } = JSON.parse(run.stdout) as { readonly Zip: string; readonly Sum: string };
  if (Sum !== checksums[version]) {
    throw new Error(
      `The module archive of Kubernetes ${version} has the checksum ${Sum}, but ${checksums[version]} is pinned. ` +
        'Do not use it: a released version never changes.',
    );
  }
  return readFileSync(Zip);
}
