import { helmVersions } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { ChartkitError } from '../errors.js';
import { add, div, mul, sub } from './integer-arithmetic.js';
import { helmResults } from './testing/helm-results.js';
import { nastyNumbers, nastyValues } from './testing/nasty-inputs.js';
import { toInt64 } from './to-int64.js';

const isExact = (value: unknown): boolean => typeof value !== 'number' || Math.abs(value) < 2 ** 53;

describe('toInt64', () => {
  const cases: readonly (readonly [value: unknown, integer: number])[] = [
    [null, 0],
    [true, 1],
    [false, 0],
    [0.9, 0],
    [-0.9, 0],
    [-1.5, -1],
    [1000000, 1000000],
    [2 ** 53 - 1, 9007199254740991],
    ['', 0],
    ['12', 12],
    ['-12', -12],
    ['+12', 12],
    [' 12', 0],
    ['12 ', 0],
    ['1e3', 0],
    ['0x10', 16],
    ['-0X1f', -31],
    ['0b101', 5],
    ['0o17', 15],
    ['017', 15],
    ['0', 0],
    ['00', 0],
    ['08', 0],
    ['1_000', 1000],
    ['0x_1', 1],
    ['0_7', 7],
    ['1__0', 0],
    ['_1', 0],
    ['1_', 0],
    ['1.0', 1],
    ['1.000', 1],
    ['1.', 0],
    ['.0', 0],
    ['1.5', 0],
    ['1.0.0', 0],
    ['1.0..', 1],
    ['1..0', 0],
    ['010.00', 8],
    ['99999999999999999999', 0],
    ['-', 0],
    ['0x', 0],
    ['yes', 0],
    ['{{', 0],
    [[], 0],
    [[1], 0],
    [{ a: 1 }, 0],
  ];
  it.each(cases)('%j → %d', (value, integer) => {
    expect(toInt64(value)).toBe(integer);
  });

  it.each(helmVersions())('equals int64 of Helm $version', async (binary) => {
    const inputs = [...cases.map(([value]) => value), ...nastyValues.filter(isExact)];
    const { integers } = await helmResults(binary, { integers: 'int64 .' }, inputs);
    expect(integers).toEqual(inputs.map(toInt64));
  });

  it.each([2 ** 53, -(2 ** 53), 1e21, '9007199254740992'])('refuses %j, which no number holds exactly', (value) => {
    expect(() => toInt64(value)).toThrow(ChartkitError);
    expect(() => toInt64(value)).toThrow(
      `the integer ${BigInt(value)} is beyond ±9007199254740991, up to which integers are exact. Give a smaller number, or a text`,
    );
  });
});

describe('arithmetic', () => {
  it.each<[result: number, expected: number]>([
    [add(), 0],
    [add(1, 2.9, '3', true, null), 7],
    [sub(2, 5), -3],
    [mul(3, -4), -12],
    [mul(1000000, 1000000), 1e12],
    [div(7, 2), 3],
    [div(-7, 2), -3],
    [div(0, -5), 0],
  ])('%d = %d', (result, expected) => {
    expect(result).toBe(expected);
  });

  it.each(helmVersions())('equals that of Helm $version', async (binary) => {
    const operands = [...nastyNumbers, '7', '-3', true, null].filter(isExact);
    const small = operands.filter((operand) => typeof operand !== 'number' || Math.abs(operand) < 1e7);
    const pairs = small.flatMap((left) => small.map((right) => [left, right] as const));
    const expressions = {
      sums: 'add (index . 0) (index . 1)',
      differences: 'sub (index . 0) (index . 1)',
      products: 'mul (index . 0) (index . 1)',
    };
    expect(await helmResults(binary, expressions, pairs)).toEqual({
      sums: pairs.map(([left, right]) => add(left, right)),
      differences: pairs.map(([left, right]) => sub(left, right)),
      products: pairs.map(([left, right]) => mul(left, right)),
    });

    const divisible = operands
      .flatMap((left) => operands.map((right) => [left, right] as const))
      .filter(([, right]) => toInt64(right) !== 0);
    const { quotients } = await helmResults(binary, { quotients: 'div (index . 0) (index . 1)' }, divisible);
    expect(quotients).toEqual(divisible.map(([left, right]) => div(left, right)));
  });

  it('refuses to divide by zero, which fails in Helm too', async () => {
    expect(() => div(1, 0.5)).toThrow(
      '1 cannot be divided by zero. Exclude 0 in the schema of the value that is divided by',
    );
    for (const binary of helmVersions()) {
      await expect(helmResults(binary, { quotient: 'div 1 .' }, [0.5])).rejects.toThrow('divide by zero');
    }
  });

  it('refuses a result that no number holds exactly', () => {
    expect(() => mul(2 ** 52, 2)).toThrow('the integer 9007199254740992 is beyond');
  });
});
