import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listProjects } from './projects.js';
import type { Project } from './projects.js';
import { readWorkspaceFile } from './workspace.js';

const projects = await listProjects();
const folderByPackage = new Map(projects.map((project) => [project.manifest.name, project.folder]));

/** Folders of the workspace packages among the names of a dependency list. */
function foldersOf(dependencies: Readonly<Record<string, string>> | undefined): string[] {
  return Object.keys(dependencies ?? {}).flatMap((name) => folderByPackage.get(name) ?? []);
}

/** Folders that a TypeScript configuration of a project refers to, itself left out. */
async function referencedFolders(project: Project, file: string): Promise<string[]> {
  const text = await readWorkspaceFile(`${project.folder}/${file}`);
  const { references = [] } = JSON.parse(text) as { references?: { path: string }[] };
  return references.map(({ path }) => join(project.folder, path, '..')).filter((folder) => folder !== project.folder);
}

describe.each(projects.map((project) => [project.folder, project] as const))('%s', (folder, project) => {
  const { manifest } = project;

  it('is an Nx project named as its folder, with one tag and the targets that every project has', () => {
    const parentTags = folder.startsWith('tools/') ? /^type:tool$/ : /^type:(core|platform|service|aggregate|e2e)$/;

    expect(manifest.nx?.name).toBe(basename(folder));
    expect(manifest.nx?.tags).toEqual([expect.stringMatching(parentTags)]);
    expect(Object.keys(manifest.nx?.targets ?? {})).toEqual(
      expect.arrayContaining(['build', 'typecheck', 'lint', 'test']),
    );
  });

  it('refers in TypeScript to exactly the workspace packages that its package.json declares', async () => {
    const dependencies = foldersOf(manifest.dependencies);
    const developmentOnly = foldersOf(manifest.devDependencies);

    expect((await referencedFolders(project, 'tsconfig.lib.json')).sort()).toEqual(dependencies.sort());
    // A package whose test helpers are used is referred to twice: its library and its tests.
    expect([...new Set(await referencedFolders(project, 'tsconfig.spec.json'))].sort()).toEqual(
      [...dependencies, ...developmentOnly].sort(),
    );
  });
});

it('the aggregate also packs the chart, writes manifests and measures', () => {
  const aggregate = projects.find((project) => project.folder === 'packages/aggregate');
  expect(Object.keys(aggregate?.manifest.nx?.targets ?? {})).toEqual(
    expect.arrayContaining(['build', 'compile', 'package', 'manifests', 'bench']),
  );
});

it('the root tsconfig.json refers to every project', async () => {
  const { references } = JSON.parse(await readWorkspaceFile('tsconfig.json')) as { references: { path: string }[] };
  expect(references.map(({ path }) => join(path)).sort()).toEqual(projects.map((project) => project.folder));
});
