import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listProjects } from './projects.js';
import { runNx } from './workspace.js';

/** The projects whose checks a change in one file asks for. */
async function affectedBy(file: string): Promise<string[]> {
  const output = await runNx('show', 'projects', '--affected', `--files=${file}`, '--json');
  return (JSON.parse(output) as string[]).sort();
}

const services = (await listProjects())
  .filter(({ manifest }) => manifest.nx?.tags.includes('type:service') === true)
  .map(({ folder }) => basename(folder));

describe('a change affects', { timeout: 60_000 }, () => {
  it.each([
    ['packages/api/src/builder.ts', ['aggregate', 'aggregate-e2e', 'api']],
    ['packages/dex/src/builder.ts', ['aggregate', 'aggregate-e2e', 'dex']],
    ['packages/infra/src/postgresql/builder.ts', ['aggregate', 'aggregate-e2e', 'infra']],
    ['packages/platform/src/names.ts', ['aggregate', 'aggregate-e2e', 'platform', 'workspace', ...services]],
    [
      'packages/chartkit/src/index.ts',
      ['aggregate', 'aggregate-e2e', 'chartkit', 'platform', 'workspace', ...services],
    ],
  ])('%s → %j', async (file, projects) => {
    expect(await affectedBy(file)).toEqual(projects.sort());
  });
});
