import { expect, it } from 'vitest';

import { chosenKind } from './arguments.js';

it.each([
  [[], 'simulated'],
  [['simulated'], 'simulated'],
  [['real'], 'real'],
])('%j chooses the kind %s', (args, kind) => {
  expect(chosenKind(args)).toBe(kind);
});

it.each([[['reel']], [['real', 'simulated']]])('refuses %j and says what may be given', (args) => {
  expect(() => chosenKind(args)).toThrow('Give nothing, or one of simulated, real.');
});
