import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { parseAllDocuments } from 'yaml';
import { describe, expect, it } from 'vitest';

import { manifestsText } from './index.js';

const program = fileURLToPath(new URL('cli/manifests.ts', import.meta.url));
const fixture = fileURLToPath(new URL('../fixtures/external.yaml', import.meta.url));

interface Outcome {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs the command as a user does, with a text on its standard input. */
const run = (
  args: readonly string[],
  input = '',
  environment: Readonly<Record<string, string>> = {},
): Promise<Outcome> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--conditions=chartkit-source', '--import=tsx', program, ...args],
      { env: { ...process.env, ...environment }, maxBuffer: 2 ** 26 },
      (error, output, errors) => {
        resolve({ exitCode: typeof error?.code === 'number' ? error.code : 0, output, errors });
      },
    );
    child.stdin?.end(input);
  });

// Each starts a process, which takes seconds on a machine with much to do.
describe('manifests', { timeout: 60_000 }, () => {
  it('prints what the library gives, whatever the time zone and language', async () => {
    const printed = await run(['--release=test', '--namespace=tests'], '', {
      TZ: 'Pacific/Auckland',
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
    });
    expect(printed).toEqual({
      exitCode: 0,
      output: manifestsText({ release: { name: 'test', namespace: 'tests' }, sources: [] }),
      errors: '',
    });
  });

  it('reads values files in their order, and standard input', async () => {
    const { output, exitCode } = await run(['-r', 'test', '-f', fixture, '-f', '-'], 'api: { enabled: false }\n');
    const services = parseAllDocuments(output).map(
      (document) => (document.toJS() as { metadata: { labels: Record<string, string> } }).metadata.labels,
    );
    const names = new Set(services.map((labels) => labels['app.kubernetes.io/name']));
    // The fixture disables the database and Dex, standard input the API.
    expect({
      exitCode,
      present: ['api', 'dex', 'postgresql', 'scripts'].filter((name) => names.has(name)),
    }).toEqual({ exitCode: 0, present: ['scripts'] });
  });

  it('leaves the pod of helm test out, and prints it when it is asked for', async () => {
    const titles = (text: string) =>
      parseAllDocuments(text).map((document) => {
        const { kind, metadata } = document.toJS() as {
          readonly kind: string;
          readonly metadata: { readonly name: string };
        };
        return `${kind} ${metadata.name}`;
      });
    const pod = 'Pod test-semantic-explorer-installation-test';
    const release = titles((await run(['-r', 'test'])).output);

    expect([release.length > 50, release.includes(pod)]).toEqual([true, false]);
    expect(titles((await run(['-r', 'test', '--test'])).output)).toEqual([pod]);
  });

  it('says what is wrong with values, and where', async () => {
    expect(await run(['-r', 'test', '-f', '-'], 'api: { replicas: 2, image: { pullPolicy: always } }\n')).toMatchObject(
      {
        exitCode: 1,
        output: '',
        errors: expect.stringContaining(
          '- api.image.pullPolicy: must be one of ["Always","IfNotPresent","Never"], but is "always"',
        ) as string,
      },
    );
  });

  it('says which file is no YAML', async () => {
    const { exitCode, errors } = await run(['-r', 'test', '-f', '-'], 'api: [\n');
    expect({ exitCode, names: errors.includes('standard input') }).toEqual({ exitCode: 1, names: true });
  });

  it.each([
    ['no release', [], '--release is needed'],
    ['an unknown option', ['--relase=x'], '--relase'],
    ['a file that is not there', ['-r', 'x', '-f', 'missing.yaml'], 'missing.yaml'],
  ])('tells how to call it: %s', async (_, args, message) => {
    const { exitCode, errors } = await run(args);
    expect({ exitCode, tells: errors.includes(message) && errors.includes('--help') }).toEqual({
      exitCode: 2,
      tells: true,
    });
  });

  it('explains itself', async () => {
    const { exitCode, output } = await run(['--help']);
    expect({ exitCode, starts: output.split('\n')[0] }).toEqual({
      exitCode: 0,
      starts: 'Prints the plain manifests of the chart for given values, without Helm.',
    });
  });
});
