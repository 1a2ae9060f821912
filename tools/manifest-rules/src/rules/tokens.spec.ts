import { expect, it } from 'vitest';

import { added, changed, problemsOf } from '../testing/release.js';
import { tokens } from './tokens.js';

it('a token that nobody needs, and one that is missing', () => {
  expect(
    problemsOf(tokens, changed('StatefulSet web', 'spec.template.spec.automountServiceAccountToken', true)),
  ).toEqual(['StatefulSet web: it gets a token of the account web, which has no rights']);
  const binding = {
    kind: 'RoleBinding',
    metadata: { name: 'web' },
    subjects: [{ kind: 'ServiceAccount', name: 'web' }],
  };
  expect(problemsOf(tokens, added(binding))).toEqual(['ServiceAccount web: it has rights, but no pod gets its token']);
});
