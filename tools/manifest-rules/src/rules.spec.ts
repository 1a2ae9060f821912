import { describe, expect, it } from 'vitest';

import { manifestRules } from './index.js';
import { problemsOf, release } from './testing/release.js';

describe.each(Object.entries(manifestRules))('objects that %s', (_, rule) => {
  it('give no problem', () => {
    expect(problemsOf(rule, release)).toEqual([]);
  });
});
