import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { runNx, workspaceRoot } from './workspace.js';

const eslint = new ESLint({ cwd: workspaceRoot });

/** What the boundary rule, configured as in the workspace, says when a source file contains one import. */
async function boundaryErrors(file: string, importedModule: string): Promise<string[]> {
  const results = await eslint.lintText(`import '${importedModule}';\n`, { filePath: file });
  return results
    .flatMap((result) => result.messages)
    .filter((message) => message.fatal || message.ruleId === '@nx/enforce-module-boundaries')
    .map((message) => message.message.split('\n')[0] ?? '');
}

// The rule reads the project graph that Nx keeps, and says nothing at all where there is none yet.
beforeAll(() => runNx('show', 'projects'), 60_000);

describe('lint refuses an import', { timeout: 60_000 }, () => {
  const serviceRule =
    'A project tagged with "type:service" can only depend on libs tagged with "type:core", "type:platform"';
  it.each([
    ['of a service by another service', 'packages/dex/src/index.ts', '@semantic-explorer/api', serviceRule],
    [
      'of the aggregate by a service',
      'packages/api/src/index.ts',
      '@semantic-explorer/aggregate',
      'Circular dependency between "api" and "aggregate" detected: api -> aggregate -> api',
    ],
    ['of a tool by the sources of a service', 'packages/infra/src/index.ts', 'helm-harness', serviceRule],
    [
      'of a service by the platform',
      'packages/platform/src/index.ts',
      '@semantic-explorer/api',
      'Circular dependency between "platform" and "api" detected: platform -> api -> platform',
    ],
    [
      'of the platform by chartkit',
      'packages/chartkit/src/index.ts',
      '@semantic-explorer/platform',
      'Circular dependency between "chartkit" and "platform" detected: chartkit -> platform -> chartkit',
    ],
    [
      'of a service by a tool',
      'tools/workspace/src/workspace.ts',
      '@semantic-explorer/dex',
      'A project tagged with "type:tool" can only depend on libs tagged with "type:core", "type:tool"',
    ],
    [
      'of another package by its path',
      'packages/aggregate/src/index.ts',
      '../../dex/src/index.js',
      'Projects cannot be imported by a relative or absolute path, and must begin with a npm scope',
    ],
  ])('%s', async (_intent, file, importedModule, error) => {
    expect(await boundaryErrors(file, importedModule)).toEqual([error]);
  });
});

describe('lint accepts an import', { timeout: 60_000 }, () => {
  it.each([
    ['of the platform by a service', 'packages/dex/src/index.ts', '@semantic-explorer/platform'],
    ['of a service by the aggregate', 'packages/aggregate/src/index.ts', '@semantic-explorer/dex'],
    ['of a tool by a test', 'tools/workspace/src/boundaries.spec.ts', 'helm-harness'],
  ])('%s', async (_intent, file, importedModule) => {
    expect(await boundaryErrors(file, importedModule)).toEqual([]);
  });
});
