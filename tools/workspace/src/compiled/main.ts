/**
 * Loads the compiled JavaScript of every package in a plain Node, as somebody who installed it would, without the
 * condition that leads to the sources. Finds a file that the compiler did not copy and an entry point that is wrong.
 * Exits with 1 when a package does not load. Needs the targets build and compile to have run.
 */
import { spawnSync } from 'node:child_process';
import { listProjects } from '../projects.js';
import { workspaceRoot } from '../workspace.js';

const packages = (await listProjects()).filter(({ folder }) => folder.startsWith('packages/'));
for (const { folder, manifest } of packages) {
  // Nobody imports a package without an entry point, such as one of tests only.
  if (manifest.exports?.['.'] === undefined) continue;
  const load = ['--input-type=module', '--eval', `await import('${manifest.name}')`];
  const { status, stderr } = spawnSync(process.execPath, load, { cwd: workspaceRoot, encoding: 'utf8' });
  if (status === 0) continue;
  console.error(`The compiled ${manifest.name} (${folder}) does not load:\n${stderr}`);
  process.exitCode = 1;
}
