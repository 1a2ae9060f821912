import type { Dynamic } from '../dynamic.js';
import type { Expr } from '../expr.js';
import { expr, nodeOf } from '../expr.js';
import { toNode } from '../to-node.js';

/**
 * A condition is any expression. It holds unless its value is empty as Helm understands it: `false`, `0`, `""`, an
 * empty list or map, or absent.
 */
export type Condition = Expr<unknown>;

/**
 * One of two trees, by a condition; without the third argument the field, list item or object is left out.
 *
 * Both trees are built when the chart is written, so a tree is an argument, not a function.
 *
 * @example
 * show({ host: 'db', replicas: 3 }, ({ host, replicas }) => ({ replicas: when(host, replicas), mode: when(host, 'client', 'server') }))
 * // => {{- if .Values.host }}
 * // => replicas: {{ .Values.replicas }}
 * // => {{- end }}
 * // => {{- if .Values.host }}
 * // => mode: client
 * // => {{- else }}
 * // => mode: server
 * // => {{- end }}
 * // => {"replicas":3,"mode":"client"}
 */
export function when<T extends string | number | boolean>(
  condition: Condition,
  then: Expr<T> | T,
  otherwise: Expr<T> | T,
): Expr<T>;
export function when<T>(condition: Condition, then: NoInfer<Dynamic<T>>): Expr<T | undefined>;
export function when<T>(condition: Condition, then: NoInfer<Dynamic<T>>, otherwise: NoInfer<Dynamic<T>>): Expr<T>;
export function when(condition: Condition, then: unknown, otherwise?: unknown): Expr<unknown> {
  return expr({
    kind: 'choice',
    condition: nodeOf(condition),
    then: toNode(then),
    otherwise: otherwise === undefined ? undefined : toNode(otherwise),
  });
}

const logic = (operator: 'and' | 'or' | 'not', operands: readonly Condition[]): Expr<boolean> =>
  expr({ kind: 'logic', operator, operands: operands.map(nodeOf) });

/**
 * Whether all conditions hold.
 *
 * @example
 * show({ enabled: true, host: '' }, ({ enabled, host }) => ({ url: when(and(enabled, not(host)), 'none') }))
 * // => {{- if and .Values.enabled (not .Values.host) }}
 * // => url: none
 * // => {{- end }}
 * // => {"url":"none"}
 */
export const and = (...conditions: readonly [Condition, Condition, ...Condition[]]): Expr<boolean> =>
  logic('and', conditions);

/** Whether at least one condition holds. */
export const or = (...conditions: readonly [Condition, Condition, ...Condition[]]): Expr<boolean> =>
  logic('or', conditions);

/** Whether a condition does not hold: the value is empty or absent. */
export const not = (condition: Condition): Expr<boolean> => logic('not', [condition]);
