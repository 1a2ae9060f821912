import { describe, expect, it } from 'vitest';

import { credentialsJob, encryptionSecret } from './index.js';
import { chartOfServices, kubernetesProblems, ofKind, refusalsOf, render } from './testing/index.js';

const chart = chartOfServices(credentialsJob, encryptionSecret);
const masterKey = '0123456789abcdef'.repeat(4);

const generated = (values: Readonly<Record<string, unknown>>): unknown => {
  const { data } = ofKind(render(chart, values), 'ConfigMap')[0] as unknown as {
    readonly data: Record<string, string>;
  };
  const { keys } = JSON.parse(data['specification.json'] ?? '') as {
    readonly keys: readonly { readonly key: string }[];
  };
  return keys.find(({ key }) => key === 'encryption-master-key');
};

describe('a master key that the values hold', () => {
  it('stands in a Secret of its own, and none is generated', () => {
    const objects = render(chart, { encryption: { masterKey } });
    expect(
      ofKind(objects, 'Secret').map(({ metadata, stringData }) => [(metadata as { name: string }).name, stringData]),
    ).toEqual([['prod-semantic-explorer-encryption', { 'encryption-master-key': masterKey }]]);
    expect(kubernetesProblems(objects)).toEqual([]);
    expect(generated({ encryption: { masterKey } })).toMatchObject({
      existingSecret: 'prod-semantic-explorer-encryption',
    });
    expect(generated({})).toMatchObject({ existingSecret: '' });
  });

  it('is refused when it has another form, or beside an existing Secret', () => {
    expect(refusalsOf(chart, { encryption: { masterKey: 'secret' } })).toEqual([
      {
        path: 'encryption.masterKey',
        problem: 'must be exactly 64 hexadecimal digits, or empty, but is something else',
      },
    ]);
    expect(refusalsOf(chart, { encryption: { masterKey, existingSecret: 'mine' } })).toEqual([
      {
        path: 'encryption.existingSecret',
        problem: 'must be empty when encryption.masterKey is given: only one can be used',
      },
    ]);
  });
});
