import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { GoModule } from '../recipe.js';
import { runCommand } from '../run-command.js';
import { withTemporaryDirectory } from '../temporary-directory.js';

const remedy = 'Install Go 1.26 or newer.';

/** Arguments of the Go command that build a program into a file. */
export function buildArguments(recipe: GoModule, target: string): readonly string[] {
  const { module, folder, tags = [], variables = {} } = recipe;
  const linking = ['-s', '-w', ...Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`)];
  return [
    'build',
    '-mod=mod',
    '-buildvcs=false',
    ...(tags.length > 0 ? ['-tags', tags.join(',')] : []),
    '-ldflags',
    linking.join(' '),
    '-o',
    target,
    folder === '' ? module : `${module}/${folder}`,
  ];
}

/**
 * Builds a Go program into a folder.
 *
 * It is built as a dependency of a module of its own: `go install` refuses modules with `replace` directives, and to
 * require a module by its own path keeps Go from asking for every prefix of the package's path.
 */
export function installGoModule(name: string, recipe: GoModule, directory: string): Promise<void> {
  return withTemporaryDirectory(async (workspace) => {
    const go = (...args: readonly string[]) =>
      runCommand('go', args, {
        directory: workspace,
        environment: { CGO_ENABLED: recipe.usesC === true ? '1' : '0', GOWORK: 'off' },
        remedy: `${name} is built from source. ${remedy}`,
      });
    if (recipe.usesC === true) {
      const compiler = (await go('env', 'CC')).trim();
      await runCommand(compiler, ['--version'], {
        directory: workspace,
        remedy: `${name} contains C. Install a C compiler (Debian: gcc and libc6-dev).`,
      });
    }
    await go('mod', 'init', `local/${name}`);
    await go('mod', 'edit', `-require=${recipe.module}@${recipe.moduleVersion}`);
    await writeFile(join(workspace, 'go.sum'), `${recipe.module} ${recipe.moduleVersion} ${recipe.sum}\n`);
    await go(...buildArguments(recipe, join(directory, name)));
  });
}
