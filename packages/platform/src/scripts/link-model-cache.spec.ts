import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('link-model-cache.mjs', import.meta.url));
const run = (environment: Readonly<Record<string, string>>) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], { env: environment, encoding: 'utf8' });
  return { status, log: stdout + stderr };
};
const emptyDirectory = () => mkdtempSync(join(tmpdir(), 'models-'));

describe('link-model-cache', () => {
  it('lets models be found in the directory and in its hub', () => {
    const directory = emptyDirectory();
    expect(run({ MODELS_DIRECTORY: directory })).toEqual({
      status: 0,
      log: `link-model-cache: ${directory}/hub is ${directory}\n`,
    });
    writeFileSync(join(directory, 'model'), 'weights');
    expect(readFileSync(join(directory, 'hub', 'model'), 'utf8')).toBe('weights');
    expect(run({ MODELS_DIRECTORY: directory }).status).toBe(0);
    expect(readlinkSync(join(directory, 'hub'))).toBe('.');
  });

  it('leaves a hub that is there already, and does not keep a pod from starting where nothing can be linked', () => {
    const directory = emptyDirectory();
    mkdirSync(join(directory, 'hub'));
    expect(run({ MODELS_DIRECTORY: directory }).status).toBe(0);
    expect(statSync(join(directory, 'hub')).isDirectory()).toBe(true);
    expect(run({ MODELS_DIRECTORY: join(directory, 'missing') }).status).toBe(0);
  });

  it('needs to be told the directory', () => {
    expect(run({})).toEqual({ status: 2, log: 'link-model-cache: MODELS_DIRECTORY must name the directory\n' });
  });
});
