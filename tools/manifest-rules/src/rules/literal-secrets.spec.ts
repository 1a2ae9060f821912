import { expect, it } from 'vitest';

import { changed, containerPath, problemsOf } from '../testing/release.js';
import { literalSecrets } from './literal-secrets.js';

const withVariable = (variable: object) => changed('StatefulSet web', `${containerPath}.env`, [variable]);

it.each(['DB_PASSWORD', 'AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'HF_TOKEN', 'OIDC_CLIENT_SECRET'])(
  'a literal %s',
  (name) => {
    expect(problemsOf(literalSecrets, withVariable({ name, value: 'x' }))).toEqual([
      `StatefulSet web, container web: ${name} is a literal`,
    ]);
  },
);

it.each([
  { name: 'PASSWORD_FILE', value: '/run/password' },
  { name: 'TOKEN_EXPIRY_SECONDS', value: '60' },
  { name: 'QUOTED_PASSWORD', value: '"$(PASSWORD)"' },
  { name: 'URL', value: 'postgresql://web:$(PASSWORD)@db:5432/web' },
])('no secret: %j', (variable) => {
  expect(problemsOf(literalSecrets, withVariable(variable))).toEqual([]);
});

it('a password in a URL, of a variable, an argument or a file', () => {
  const url = 'nats://web:hunter2@nats:4222';
  const inContainer = ['StatefulSet web, container web: a URL holds a password'];
  expect(problemsOf(literalSecrets, withVariable({ name: 'URL', value: url }))).toEqual(inContainer);
  expect(problemsOf(literalSecrets, changed('StatefulSet web', `${containerPath}.args`, [url]))).toEqual(inContainer);
  expect(problemsOf(literalSecrets, changed('ConfigMap web', 'data', { 'web.conf': `connect ${url}` }))).toEqual([
    'ConfigMap web: a URL holds a password',
  ]);
});
