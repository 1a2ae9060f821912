import { expect, it } from 'vitest';

import { containerEnvironment } from './container-environment.js';

const variable = (name: string, secretName: string, key: string) => ({
  name,
  valueFrom: { secretKeyRef: { name: secretName, key } },
});

it('is what Kubernetes would give to a container', () => {
  const container = {
    name: 'api',
    image: 'api:1',
    envFrom: [{ secretRef: { name: 'more' } }],
    env: [
      variable('PASSWORD', 'database', 'password'),
      { name: 'URL', value: 'postgresql://$(PASSWORD)@db/$(UNKNOWN)' },
      { name: 'LEVEL', value: 'info' },
    ],
  };

  expect(containerEnvironment(container, { database: { password: 'p' }, more: { A: '1', LEVEL: 'debug' } })).toEqual({
    A: '1',
    PASSWORD: 'p',
    URL: 'postgresql://p@db/$(UNKNOWN)',
    LEVEL: 'info',
  });
});

it.each([
  ['there is no Secret database', {}],
  ['the Secret database has no password', { database: {} }],
])('says that %s', (sentence, secrets) => {
  const container = { name: 'api', image: 'api:1', env: [variable('PASSWORD', 'database', 'password')] };

  expect(() => containerEnvironment(container, secrets)).toThrow(`api: ${sentence}.`);
});
