import { helmVersions } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { isEmpty, orDefault } from './is-empty.js';
import { helmResults } from './testing/helm-results.js';
import { nastyValues } from './testing/nasty-inputs.js';

describe('isEmpty', () => {
  it.each([undefined, null, '', 0, -0, false, [], {}])('%j is empty', (value) => {
    expect(isEmpty(value)).toBe(true);
  });

  it.each([' ', '0', 'false', 'null', 0.1, -1, true, [null], [[]], { '': null }])('%j is not empty', (value) => {
    expect(isEmpty(value)).toBe(false);
  });

  it.each(helmVersions())('equals if, not, empty and default of Helm $version', async (binary) => {
    const expressions = { not: 'not .', empty: 'empty .', if: 'include "truth" .', default: 'default "fallback" .' };
    const files = { 'templates/_truth.tpl': '{{- define "truth" }}{{ if . }}{{ else }}empty{{ end }}{{ end }}' };
    const results = await helmResults(binary, expressions, nastyValues, files);
    expect(results).toEqual({
      not: nastyValues.map(isEmpty),
      empty: nastyValues.map(isEmpty),
      if: nastyValues.map((value) => (isEmpty(value) ? 'empty' : '')),
      default: nastyValues.map((value) => orDefault('fallback', value)),
    });
  });
});
