import type { Expr } from './expr.js';
import { expr } from './expr.js';
import type { FunctionName } from './function-name.js';
import { toNode } from './to-node.js';

/** The call of a function; arguments in the order of Helm. Operators wrap this with types. */
export const call = <T>(name: FunctionName, ...args: readonly unknown[]): Expr<T> =>
  expr({ kind: 'call', function: name, args: args.map((argument) => toNode(argument)) });
