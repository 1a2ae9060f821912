import { join } from 'node:path';

import type { GoSource } from '../recipe.js';
import { runCommand } from '../run-command.js';
import { repository } from './sources.js';

/** Builds a Go program of this repository into a folder. */
export async function installGoSource(name: string, recipe: GoSource, directory: string): Promise<void> {
  const { folder, main = '', variables = {} } = recipe;
  const linking = ['-s', '-w', ...Object.entries(variables).map(([variable, value]) => `-X ${variable}=${value}`)];
  const target = join(directory, name);
  await runCommand(
    'go',
    ['build', '-mod=readonly', '-buildvcs=false', '-ldflags', linking.join(' '), '-o', target, '.'],
    {
      directory: join(repository, folder, main),
      environment: { CGO_ENABLED: '0', GOWORK: 'off' },
      remedy: `${name} is built from source. Install Go 1.26 or newer.`,
    },
  );
}
