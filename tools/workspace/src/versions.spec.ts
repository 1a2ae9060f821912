import { expect, it } from 'vitest';
import { listProjects, readManifest } from './projects.js';
import { readWorkspaceFile } from './workspace.js';

interface LockFile {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly resolved?: string; readonly link?: boolean }>
  >;
}

const lockFile = JSON.parse(await readWorkspaceFile('package-lock.json')) as LockFile;
const isNx = (name: string): boolean => name === 'nx' || name.startsWith('@nx/');

it('nx and all @nx packages have one version, in every package.json and in the lock file', async () => {
  const manifests = [await readManifest('.'), ...(await listProjects()).map((project) => project.manifest)];
  const declared = manifests
    .flatMap((manifest) => Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
    .filter(([name]) => isNx(name));
  const locked = Object.entries(lockFile.packages)
    .map(
      ([path, entry]) =>
        [path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), entry.version] as const,
    )
    .filter(([name]) => isNx(name));

  expect(declared.map(([name]) => name)).toEqual(expect.arrayContaining(['nx', '@nx/eslint-plugin']));
  expect(locked.length).toBeGreaterThan(declared.length);
  expect(new Set([...declared, ...locked].map(([, version]) => version)).size).toBe(1);
});

it('the lock file names no registry', () => {
  const resolved = Object.entries(lockFile.packages).filter(([, entry]) => entry.resolved !== undefined && !entry.link);
  expect(resolved).toEqual([]);
});
