import { helmVersions, renderTexts } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { goJson } from './go-json.js';
import { helmResults } from './testing/helm-results.js';
import { nastyValues } from './testing/nasty-inputs.js';

describe('goJson', () => {
  it.each<[value: unknown, json: string]>([
    [undefined, 'null'],
    [null, 'null'],
    [true, 'true'],
    [-0, '-0'],
    [0.000001, '0.000001'],
    [1e-7, '1e-7'],
    [1000000, '1000000'],
    [1e20, '100000000000000000000'],
    [1.5e21, '1.5e+21'],
    ['<a> & "b"\\', String.raw`"\u003ca\u003e \u0026 \"b\"\\"`],
    ['\b\f\n\r\t\v\u0000\u007f', String.raw`"\b\f\n\r\t\u000b\u0000` + '\u007f"'],
    ['\u2028\u2029\u0085\ufeff😀', String.raw`"\u2028\u2029` + '\u0085\ufeff😀"'],
    [[1, [], { a: [] }], '[1,[],{"a":[]}]'],
    [{ b: 1, a: '<', B: {}, '😀': 1, '\uffee': 2 }, String.raw`{"B":{},"a":"\u003c","b":1,` + '"\uffee":2,"😀":1}'],
  ])('%j → %s', (value, json) => {
    expect(goJson(value)).toBe(json);
  });

  it.each(helmVersions())('equals toJson of Helm $version', async (binary) => {
    const { json } = await helmResults(binary, { json: 'toJson .' }, nastyValues);
    expect(json).toEqual(nastyValues.map(goJson));
  });

  it.each(helmVersions())('prints a negative zero as Helm $version does', async (binary) => {
    const files = { 'values.yaml': 'float: -0.0\ninteger: -0\n' };
    expect(await renderTexts(binary, { json: '{{ toJson .Values }}' }, { files })).toEqual({
      json: goJson({ float: -0, integer: 0 }),
    });
  });
});
