import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listProjects, readManifest } from './projects.js';
import type { DocExample } from './testing/doc-examples.js';
import {
  exampleModule,
  examplesIn,
  examplesOf,
  publicNamesOf,
  typeErrors,
  writeModules,
} from './testing/doc-examples.js';

interface RunnableExample {
  readonly run: (check: (actual: unknown, expected: string) => void) => void;
}

/** What an expression gives, as an example states it: a text as it is, anything else as JSON. */
const shown = (value: unknown): unknown => (typeof value === 'string' ? value : JSON.stringify(value));

// What others build on. A service has no functions for others, and a change in one does not run these tests.
const libraries = (await listProjects()).filter(
  ({ manifest }) => manifest.nx?.tags.some((tag) => ['type:core', 'type:platform', 'type:tool'].includes(tag)) === true,
);
const examples = (
  await Promise.all(
    libraries.map(async ({ folder }) => {
      const found = await examplesOf(folder);
      const names = found.length === 0 ? new Map<string, readonly string[]>() : await publicNamesOf(folder);
      return found.map((example) => ({ ...example, module: exampleModule(example, names) }));
    }),
  )
).flat();
const files = await writeModules(examples.map(({ module }) => module));

describe('the examples of doc comments', () => {
  it('are type-checked', { timeout: 60_000 }, () => {
    const errors = typeErrors(files).map(([file, message]) => [examples[files.indexOf(file)]?.location, message]);
    expect(errors).toEqual([]);
  });

  it.each(examples.map(({ location }, index) => [location, files[index] ?? ''] as const))('%s', async (_, file) => {
    const { run } = (await import(file)) as RunnableExample;
    const [actual, stated]: unknown[][] = [[], []];
    run((value, expected) => {
      actual?.push(shown(value));
      stated?.push(expected);
    });
    expect(actual).toEqual(stated);
  });

  it('are run after a change in any of these projects', async () => {
    const { nx } = await readManifest('tools/workspace');
    const watched = [nx?.name, ...(nx?.implicitDependencies ?? [])];
    expect(watched.sort()).toEqual(libraries.map(({ folder }) => basename(folder)).sort());
  });
});

describe('an example', () => {
  const source = [
    '/**',
    ' * Adds.',
    ' *',
    ' * @example',
    ' * const two = add(1, 1);',
    ' * two + 1',
    ' * // => 3',
    " * '  a\\nb' // =>   a",
    ' * // => b',
    ' */',
    'export const add = (left: number, right: number): number => left + right;',
  ].join('\n');
  const [example] = examplesIn('add.ts', source) as readonly [DocExample];

  it('is found with its place', () => {
    expect(example).toEqual({
      location: 'add.ts:4',
      text: "const two = add(1, 1);\ntwo + 1\n// => 3\n'  a\\nb' // =>   a\n// => b",
    });
  });

  it('becomes a module that compares each expression with what stands behind it', () => {
    expect(exampleModule(example, new Map([['sums', ['add', 'subtract']]]))).toBe(
      [
        "import { add } from 'sums';",
        'export function run(check: (actual: unknown, expected: string) => void): void {',
        'void check;',
        'const two = add(1, 1);',
        'check(two + 1, "3");',
        `check('  a\\nb', "  a\\nb");`,
        '}',
        '',
      ].join('\n'),
    );
  });
});
