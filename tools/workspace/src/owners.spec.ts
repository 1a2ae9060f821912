import { expect, it } from 'vitest';
import { listProjects } from './projects.js';
import { readWorkspaceFile } from './workspace.js';

it('CODEOWNERS has one line for each package and each tool, and none for a folder that is gone', async () => {
  const lines = (await readWorkspaceFile('CODEOWNERS'))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const owned = lines.map((line) => /^\/((?:packages|tools)\/[^/\s]+)\/\s+@\S+/.exec(line)?.[1]).filter(Boolean);

  expect(owned.sort()).toEqual((await listProjects()).map((project) => project.folder));
});
