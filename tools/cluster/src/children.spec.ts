import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { createChildren } from './children.js';
import { paths, settingsOf } from './settings.js';
import { withState } from './testing/with-state.js';

it('writes what a program says to its log, and stops it', () =>
  withState(async (environment) => {
    const settings = settingsOf('simulated', environment);
    const children = createChildren(settings);
    children.start('sleeper', 'sh', ['-c', 'echo "here I am"; exec sleep 60']);
    await expect.poll(() => readFileSync(paths.log(settings, 'sleeper'), 'utf8')).toBe('here I am\n');

    await children.stop();

    expect(await Promise.race([children.unexpectedEnd, Promise.resolve('nothing unexpected')])).toBe(
      'nothing unexpected',
    );
  }));

it.each([
  ['that fails', 'false', 'ended \\(1\\)'],
  ['that does not exist', '/nonexistent/program', 'cannot be started: spawn /nonexistent/program ENOENT'],
])('tells of a program %s, and where its log is', (_, command, reason) =>
  withState(async (environment) => {
    const settings = settingsOf('simulated', environment);
    const children = createChildren(settings);

    children.start('part', command, []);

    await expect(children.unexpectedEnd).rejects.toThrow(new RegExp(`^part ${reason}; see .*/log/part\\.log$`));
  }),
);
