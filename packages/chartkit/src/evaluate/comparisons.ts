import type { ComparisonNode } from '../expr/nodes/comparison-node.js';

const numbers =
  (compare: (left: number, right: number) => boolean) =>
  (left: unknown, right: unknown): boolean =>
    compare(Number(left), Number(right));

/** The comparisons on values; the operands' types are alike by the operators' types. */
export const comparisons: Readonly<Record<ComparisonNode['operator'], (left: unknown, right: unknown) => boolean>> = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  lt: numbers((left, right) => left < right),
  le: numbers((left, right) => left <= right),
  gt: numbers((left, right) => left > right),
  ge: numbers((left, right) => left >= right),
};
