import { evaluateChart, evaluateNotes } from 'chartkit';
import { leaks } from 'manifest-rules';
import { describe, expect, it } from 'vitest';

import { semanticExplorer } from './index.js';
import { release } from './testing/surroundings.js';

/** The only secret that values may hold; all others are names of Secrets. */
const masterKey = 'c0ffee'.repeat(10) + 'c0ff';

describe('a secret in the values', () => {
  it('stands in a Secret and nowhere else', () => {
    const options = { release, values: [{ encryption: { masterKey } }] };
    const objects = evaluateChart(semanticExplorer, options);
    expect(leaks([masterKey], objects, evaluateNotes(semanticExplorer, options))).toEqual([]);
    expect(objects.filter(({ kind }) => kind === 'Secret').map((secret) => JSON.stringify(secret))).toEqual([
      expect.stringContaining(masterKey),
    ]);
  });

  it('is not repeated in a refusal', () => {
    const wrong = { encryption: { masterKey: `${masterKey}!` } };
    const refusal = () => evaluateChart(semanticExplorer, { release, values: [wrong] });
    expect(refusal).toThrow('encryption.masterKey');
    expect(refusal).not.toThrow(masterKey);
  });
});
