import { expect, it } from 'vitest';

import { declarationsOf } from './declarations.js';

const read = (text: string) => declarationsOf('src/a.verify.ts', text);

it('reads what tests declare', () => {
  const text = `
    const workers = ['worker-a', 'worker-b'] as const;
    describe.each([['TLS', 'queue.tls'], ['a login', 'queue.auth']] as const)('a server with %s', (_, value) => {
      it.each(workers)('serves %s', async (name) => {
        shows(value, name);
      });
    });
    it.each([['web', 'web.tls'], ['store', 'store.tls']])('%s', (name, value) => {
      shows(value, name);
    });
    it('prepares', { timeout }, () => {
      shows('store.url', 'init', 'worker-a');
    });`;
  expect(read(text)).toEqual({
    problems: [],
    declarations: [
      ...['queue.tls', 'queue.auth'].flatMap((path) =>
        ['worker-a', 'worker-b'].map((program) => ({
          path,
          program,
          file: 'src/a.verify.ts',
          title: 'a server with %s › serves %s',
        })),
      ),
      { path: 'web.tls', program: 'web', file: 'src/a.verify.ts', title: '%s' },
      { path: 'store.tls', program: 'store', file: 'src/a.verify.ts', title: '%s' },
      { path: 'store.url', program: 'init', file: 'src/a.verify.ts', title: 'prepares' },
      { path: 'store.url', program: 'worker-a', file: 'src/a.verify.ts', title: 'prepares' },
    ],
  });
});

const statement = 'shows() must be a statement of a test that always runs (it or it.each)';
it.each([
  ["shows('a.tls', 'web');", statement],
  ["beforeAll(() => { shows('a.tls', 'web'); });", statement],
  ["it('works', () => { if (x) { shows('a.tls', 'web'); } });", statement],
  ["it.skip('works', () => { shows('a.tls', 'web'); });", statement],
  ["it.skipIf(x)('works', () => { shows('a.tls', 'web'); });", statement],
  [
    "describe.skip('b', () => { it('works', () => { shows('a.tls', 'web'); }); });",
    'shows() must be in a test that always runs, but describe.skip is around it',
  ],
  [
    "it.each(cases())('works', (name) => { shows('a.tls', name); });",
    'shows() needs literals, or parameters that it.each or describe.each of a literal array gives',
  ],
])('accepts no declaration such as %s', (text, problem) => {
  expect(read(text)).toEqual({ declarations: [], problems: [`src/a.verify.ts:1: ${problem}`] });
});
