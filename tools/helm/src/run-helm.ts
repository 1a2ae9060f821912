import { execFile } from 'node:child_process';
import { join } from 'node:path';

import type { HelmBinary } from './binaries.js';

/** What a run of Helm printed. */
export type HelmRun =
  | { readonly ok: true; readonly output: string; readonly warnings: string }
  | { readonly ok: false; readonly message: string };

const maximumOutput = 256 * 1024 * 1024;

/**
 * Runs Helm apart from the user's settings: no cluster, no plugins, no repositories, caches in `homeDirectory`.
 *
 * @throws Error when Helm cannot be started; what Helm itself refuses is an answer, not an error
 */
export function runHelm(binary: HelmBinary, args: readonly string[], homeDirectory: string): Promise<HelmRun> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: homeDirectory,
    HELM_CACHE_HOME: join(homeDirectory, 'cache'),
    HELM_CONFIG_HOME: join(homeDirectory, 'config'),
    HELM_DATA_HOME: join(homeDirectory, 'data'),
    KUBECONFIG: join(homeDirectory, 'no-cluster'),
  };
  return new Promise((resolve, reject) => {
    execFile(binary.path, args, { env, maxBuffer: maximumOutput, encoding: 'utf8' }, (error, output, errors) => {
      if (error === null) resolve({ ok: true, output, warnings: errors.trim() });
      else if (typeof error.code === 'number')
        resolve({
          ok: false,
          message: [errors, output]
            .map((text) => text.trim())
            .filter(Boolean)
            .join('\n'),
        });
      else reject(new Error(`${binary.path} could not be run: ${error.message}`, { cause: error }));
    });
  });
}
