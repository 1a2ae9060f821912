import { ChartkitError } from '../errors.js';
import type { Node } from './node.js';

// Symbol.for, not a class: two copies of this package in one dependency tree must recognise each other's expressions.
const nodeKey: unique symbol = Symbol.for('chartkit.node');
declare const typeKey: unique symbol;

/**
 * A value that is known only when the chart is rendered. The type parameter exists at compile time only, so that an
 * `Expr<number>` cannot stand where an `Expr<string>` is wanted. There are no methods: what one does with an expression
 * are free functions, because below a map of values any key may occur.
 *
 * A list expression may stand among the items of a list and then stands for all of its items; a map expression can be
 * spread into an object (`{ ...labels, ...values.podLabels }`).
 */
export interface Expr<out T> {
  readonly [nodeKey]: Node;
  readonly [typeKey]?: T;
}

/** What an object literal of type `T` may hold of an expression that was spread into it: entries that fit. */
export interface Spread<out T> {
  readonly [typeKey]?: T;
}

/** Starts the name of the property under which an expression that was spread into an object stands. */
const spreadKeyPrefix = '\u0000spread:';
let spreadCount = 0;

/** Whether a property of an object is an expression that was spread into it. */
export const isSpreadKey = (key: string): boolean => key.startsWith(spreadKeyPrefix);

/** Whether a value is an expression, also one of another copy of this package. */
export function isExpr(value: unknown): value is Expr<unknown> {
  return typeof value === 'object' && value !== null && nodeKey in value;
}

/** The node that an expression stands for. */
export const nodeOf = (expression: Expr<unknown>): Node => expression[nodeKey];

const conversionNames: readonly (string | symbol)[] = ['toString', 'valueOf', 'toJSON', Symbol.toPrimitive];

function refuseConversion(): never {
  throw new ChartkitError({
    code: 'expression-as-text',
    problem:
      'an expression was used as text, a number or a map key, but its value is known only when the chart is rendered',
    remedy: 'Build texts with the tag str`…`, compare with eq(), and make map keys with entries()',
  });
}

/**
 * Makes the expression of a node.
 *
 * @param property finds the expression below a key, for nodes whose fields can be reached (`values.api.image`)
 */
export function expr<T>(node: Node, property?: (key: string) => Expr<unknown> | undefined): Expr<T> {
  const target = { [nodeKey]: node };
  const handler: ProxyHandler<typeof target> = {
    get(_, key) {
      if (key === nodeKey) return node;
      if (typeof key === 'string') {
        if (isSpreadKey(key)) return expr(node);
        const child = property?.(key);
        if (child !== undefined) return child;
      }
      return conversionNames.includes(key) ? refuseConversion : undefined;
    },
    // `{ ...expression }` copies what this trap names: one entry that stands for all of the map's.
    ownKeys: () => [`${spreadKeyPrefix}${String((spreadCount += 1))}`],
    getOwnPropertyDescriptor: (_, key) =>
      typeof key === 'string' && isSpreadKey(key)
        ? { configurable: true, enumerable: true, value: expr(node) }
        : undefined,
    set: refuseConversion,
  };
  return new Proxy(target, handler);
}
