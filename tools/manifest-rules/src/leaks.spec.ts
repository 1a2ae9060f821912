import { expect, it } from 'vitest';

import { leaks } from './leaks.js';
import { added, changed } from './testing/release.js';

const canary = 'canary-1234';

it('a secret in a Secret', () => {
  const secret = { kind: 'Secret', metadata: { name: 'keys' }, data: { key: 'Y2FuYXJ5LTEyMzQ=' } };
  expect(leaks([canary], added(secret), 'Well done.')).toEqual([]);
});

it('a secret in configuration, an annotation, a name of a key, an encoded text and the notes', () => {
  const title = 'ConfigMap web';
  expect(leaks([canary], changed(title, 'data', { 'web.conf': `key ${canary}` }), '')).toEqual([
    'ConfigMap web: it holds the secret value canary-1234',
  ]);
  expect(leaks([canary], changed(title, 'metadata.annotations', { note: canary }), '')).toHaveLength(1);
  expect(leaks([canary], changed(title, 'data', { [canary]: '' }), '')).toHaveLength(1);
  expect(leaks([canary], changed(title, 'data', { key: 'Y2FuYXJ5LTEyMzQ=' }), '')).toHaveLength(1);
  expect(leaks([canary], [], `The key is ${canary}.`)).toEqual(['the notes: it holds the secret value canary-1234']);
});
