import { RefusedValuesError } from 'chartkit';
import { expect, it } from 'vitest';

import { refusedValues, render } from './testing/dex-chart.js';

it.each(Object.entries(refusedValues))('refuses with one reason: %s', (sentence, values) => {
  let refusal: unknown;
  try {
    render(values);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(RefusedValuesError);
  expect((refusal as Error).message.split('\n').filter((line) => line.startsWith('- '))).toEqual([`- ${sentence}`]);
});

it('says every reason at once', () => {
  expect(() =>
    render({ dex: { replicaCount: 2, ingress: { enabled: true }, config: { github: { enabled: true } } } }),
  ).toThrow(
    [
      '- dex.replicaCount: must be 1 unless dex.config.storage.type is "postgres": other storages cannot be shared',
      '- dex.config.github.existingSecret: is needed when dex.config.github.enabled is true',
      '- dex.ingress.host: is needed when dex.ingress.enabled is true',
      '- dex.issuer: is needed when dex.ingress.enabled is true: browsers and pods must use one URL',
    ].join('\n'),
  );
});

it.each(['/var/lib/dex.db', '/var/dexter.db', '/var/dex/', '/var/dex/../dex.db', '/var/dex//var/dex/dex.db'])(
  'refuses %s as the file of the database',
  (file) => {
    expect(() => render({ dex: { config: { storage: { sqlite3: { file } } } } })).toThrow(
      'must lie in /var/dex itself',
    );
  },
);

it('refuses variables that the chart sets itself', () => {
  expect(() => render({ dex: { env: { DEX_EXPAND_ENV: 'false' } } })).toThrow(RefusedValuesError);
});
