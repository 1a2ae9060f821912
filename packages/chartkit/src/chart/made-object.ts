import type { Expr } from '../expr/expr.js';
import { expr } from '../expr/expr.js';
import type { Node } from '../expr/node.js';
import type { ChartObject } from './model.js';

/** An object that a service before this one in the chart has made, for a builder that says something of such objects. */
export interface MadeObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** The condition under which it is there, if it has one. */
  readonly when: Expr<unknown> | undefined;
  /** What its author wrote at a path such as `spec`, `selector`; undefined where that is not written out. */
  readonly at: (...path: readonly string[]) => Expr<unknown> | undefined;
}

/** An object of a chart as others may look at it. */
export function madeObject({ tree, condition }: ChartObject): MadeObject {
  const text = (key: string): string => {
    const node = nodeAt(tree, [key]);
    return node?.kind === 'literal' ? String(node.value) : '';
  };
  return {
    apiVersion: text('apiVersion'),
    kind: text('kind'),
    when: condition === undefined ? undefined : expr(condition),
    at: (...path) => {
      const node = nodeAt(tree, path);
      return node === undefined ? undefined : expr(node);
    },
  };
}

function nodeAt(node: Node, path: readonly string[]): Node | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return node;
  const field = node.kind === 'object' ? node.fields.find((one) => one.key === key) : undefined;
  return field?.value === undefined ? undefined : nodeAt(field.value, rest);
}
