import { expect, it } from 'vitest';

import { failure, runCommand } from './run-command.js';

const options = { directory: '/', remedy: 'Install it.' };
const node = (script: string) => runCommand(process.execPath, ['-e', script], options);

it('gives what a command prints', async () => {
  expect(await node('console.log("a"); console.error("b")')).toBe('a\n');
});

it('says which command is missing, and the remedy', async () => {
  await expect(runCommand('no-such-command', [], options)).rejects.toThrow('"no-such-command" is missing. Install it.');
});

it('says why a command failed', async () => {
  await expect(node('console.error("no route to host"); process.exit(3)')).rejects.toThrow(
    /failed \(3\):\n {2}no route to host$/,
  );
});

it('shows the last lines only, which say why', () => {
  const complaints = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join('');

  expect(failure('go build', 1, complaints).split('\n')).toEqual([
    '"go build" failed (1):',
    ...Array.from({ length: 15 }, (_, index) => `  line ${index + 6}`),
  ]);
});
