import type { Expr } from '../expr.js';
import { expr } from '../expr.js';
import type { ComparisonNode } from '../nodes/comparison-node.js';
import { toNode } from '../to-node.js';

type Operand<T> = Expr<T> | T;

const compare = (operator: ComparisonNode['operator'], left: unknown, right: unknown): Expr<boolean> =>
  expr({ kind: 'comparison', operator, left: toNode(left), right: toNode(right) });

/**
 * Whether two texts, whole numbers or booleans are equal.
 *
 * @example
 * show({ level: 'debug' }, ({ level }) => ({ verbose: eq(level, 'debug') }))
 * // => verbose: {{ eq .Values.level "debug" }}
 * // => {"verbose":true}
 */
export const eq = <T extends string | number | boolean>(left: Expr<T>, right: Operand<NoInfer<T>>): Expr<boolean> =>
  compare('eq', left, right);

/** Whether two texts, whole numbers or booleans differ. */
export const ne = <T extends string | number | boolean>(left: Expr<T>, right: Operand<NoInfer<T>>): Expr<boolean> =>
  compare('ne', left, right);

/** Whether the left whole number is less than the right one. */
export const lt = (left: Expr<number>, right: Operand<number>): Expr<boolean> => compare('lt', left, right);

/** Whether the left whole number is at most the right one. */
export const le = (left: Expr<number>, right: Operand<number>): Expr<boolean> => compare('le', left, right);

/**
 * Whether the left whole number is greater than the right one.
 *
 * @example
 * show({ replicas: 1 }, ({ replicas }) => ({ clustered: gt(replicas, 1) }))
 * // => clustered: {{ gt (int64 .Values.replicas) 1 }}
 * // => {"clustered":false}
 */
export const gt = (left: Expr<number>, right: Operand<number>): Expr<boolean> => compare('gt', left, right);

/** Whether the left whole number is at least the right one. */
export const ge = (left: Expr<number>, right: Operand<number>): Expr<boolean> => compare('ge', left, right);
