import { expect, it } from 'vitest';
import { readWorkspaceFile } from './workspace.js';

it('every action of the workflow is pinned to a commit and says which version that is', async () => {
  const uses = (await readWorkspaceFile('.github/workflows/ci.yml')).split('\n').filter((line) => /\buses:/.test(line));

  expect(uses.length).toBeGreaterThan(0);
  for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});
