import { describe, expect, it } from 'vitest';

import type { Evidence } from './matrix.js';
import { matrixOf } from './matrix.js';
import { witnessesPage } from './page.js';

const declaration = (path: string, program: string, file = 'packages/web/src/a.verify.ts') => ({
  path,
  program,
  file,
  title: 'connects | works',
});
const evidence = {
  capabilities: new Map([
    [
      'queue.tls',
      [
        { path: 'queue.tls', program: 'web' },
        { path: 'queue.tls', program: 'wait.mjs' },
        { path: 'queue.tls', program: 'store' },
      ],
    ],
    ['web.tls', []],
  ]),
  unavailable: ['store'],
  limitations: [
    {
      container: 'web',
      version: '1.2.3',
      key: 'web',
      limitations: {
        tlsServer: {
          cannot: 'serve HTTPS',
          effect: 'It ends',
          remedy: 'None',
          refuses: 'web.tls: true',
          at: 'main.rs:1',
        },
      },
    },
  ],
  declared: {
    declarations: [declaration('queue.tls', 'web'), declaration('queue.tls', 'wait.mjs', 'packages/web/src/b.spec.ts')],
    problems: [],
  },
} satisfies Evidence;

describe('the matrix', () => {
  it('has no problem when tests show all, except programs that are not available and values that are refused', () => {
    const matrix = matrixOf(evidence);

    expect(matrix.problems).toEqual([]);
    const page = witnessesPage(matrix);
    expect(page).toContain('2 of 3 are shown. 1 are not shown');
    expect(page.slice(page.indexOf('| Value'))).toBe(`| Value | Program | Tests |
| --- | --- | --- |
| \`queue.tls\` | web | [web/src/a.verify.ts](../packages/web/src/a.verify.ts): connects \\| works |
| \`queue.tls\` | wait.mjs | [web/src/b.spec.ts](../packages/web/src/b.spec.ts): connects \\| works |
| \`queue.tls\` | store | Not shown: the program is not available in tests |

## Refused values

These values have no effect, because the chart refuses them with the programs that it deploys
([limitations](limitations.md)).

| Value | Limitation |
| --- | --- |
| \`web.tls\` | tlsServer of web |
`);
  });

  it.each<readonly [string, Partial<Evidence>, string]>([
    [
      'a test is missing',
      { declared: { declarations: [declaration('queue.tls', 'wait.mjs')], problems: [] } },
      `queue.tls configures web, and no test shows that it works: add shows('queue.tls', 'web') to a test with the real program or its client library, or add a limitation to its contract.yaml that refuses the value`,
    ],
    [
      'a value is never used',
      { limitations: [] },
      'web.tls changes no program in any set of values, and no limitation refuses it: add a file to packages/aggregate/fixtures that uses it',
    ],
    [
      'a test shows what the chart does not offer',
      {
        declared: {
          ...evidence.declared,
          declarations: [...evidence.declared.declarations, declaration('web.tls', 'web')],
        },
      },
      'packages/web/src/a.verify.ts, "connects | works" shows web.tls with web, which the chart does not offer: remove the declaration',
    ],
    [
      'a spec shows a program that it does not run',
      {
        declared: {
          ...evidence.declared,
          declarations: [
            ...evidence.declared.declarations,
            declaration('queue.tls', 'web', 'packages/web/src/b.spec.ts'),
          ],
        },
      },
      'packages/web/src/b.spec.ts, "connects | works" shows queue.tls with web, but specs do not run it: use a verify or e2e test',
    ],
    ['a declaration cannot be read', { declared: { ...evidence.declared, problems: ['a.ts:1: b'] } }, 'a.ts:1: b'],
  ])('has a problem when %s', (_, change, problem) => {
    expect(matrixOf({ ...evidence, ...change }).problems).toEqual([problem]);
  });
});
