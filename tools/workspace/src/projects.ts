import { readdir } from 'node:fs/promises';
import { readWorkspaceFile, workspaceRoot } from './workspace.js';

/** What these checks read of a package.json. */
export interface PackageManifest {
  readonly name: string;
  readonly type?: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly nx?: {
    readonly name: string;
    readonly tags: readonly string[];
    readonly targets: Readonly<Record<string, unknown>>;
    readonly implicitDependencies?: readonly string[];
  };
}

/** A package or a tool: its folder relative to the workspace root, such as `packages/dex`, and its package.json. */
export interface Project {
  readonly folder: string;
  readonly manifest: PackageManifest;
}

/** Reads the package.json in a folder; the workspace's own for `.`. */
export async function readManifest(folder: string): Promise<PackageManifest> {
  return JSON.parse(await readWorkspaceFile(`${folder}/package.json`)) as PackageManifest;
}

/** Lists every package and every tool, sorted by folder. */
export async function listProjects(): Promise<Project[]> {
  const folders = await Promise.all(
    ['packages', 'tools'].map(async (parent) => {
      const entries = await readdir(`${workspaceRoot}/${parent}`, { withFileTypes: true });
      return entries.filter((entry) => entry.isDirectory()).map((entry) => `${parent}/${entry.name}`);
    }),
  );
  return Promise.all(
    folders
      .flat()
      .sort()
      .map(async (folder) => ({ folder, manifest: await readManifest(folder) })),
  );
}
