import { expect, it } from 'vitest';

import { programNames } from '../table.js';
import { chosenPrograms } from './arguments.js';

it.each([
  ['all, when none is named', [], programNames],
  ['those that are named, in that order and each once', ['mc', 'dex', 'mc'], ['mc', 'dex']],
] as const)('chooses %s', (_, args, names) => {
  expect(chosenPrograms(args)).toEqual(names);
});

it('refuses a name that it does not know, and says which it knows', () => {
  expect(() => chosenPrograms(['dex', 'dexx'])).toThrow(/^There is no program dexx\.\n[^]*Programs: postgresql, /);
});
