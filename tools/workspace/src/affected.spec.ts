import { describe, expect, it } from 'vitest';
import { runNx } from './workspace.js';

/** The projects whose checks a change in one file asks for. */
async function affectedBy(file: string): Promise<string[]> {
  const output = await runNx('show', 'projects', '--affected', `--files=${file}`, '--json');
  return (JSON.parse(output) as string[]).sort();
}

describe('a change affects', { timeout: 60_000 }, () => {
  it.each([
    ['packages/api/src/builder.ts', ['aggregate', 'api']],
    ['packages/dex/src/builder.ts', ['aggregate', 'dex']],
    ['packages/infra/src/postgresql/builder.ts', ['aggregate', 'infra']],
    ['packages/platform/src/names.ts', ['aggregate', 'api', 'dex', 'infra', 'platform']],
    ['packages/chartkit/src/index.ts', ['aggregate', 'api', 'chartkit', 'dex', 'infra', 'platform', 'workspace']],
  ])('%s → %j', async (file, projects) => {
    expect(await affectedBy(file)).toEqual(projects);
  });
});
