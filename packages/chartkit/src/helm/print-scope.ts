import { childrenOf } from '../expr/children.js';
import type { Node } from '../expr/node.js';
import type { Variable } from '../expr/variable.js';

/** How names are written at one place of a template. */
export interface PrintScope {
  /** What reaches the root context: empty where `.` is the root itself, `$` inside `with` and `range`. */
  readonly root: '' | '$';
  readonly variables: ReadonlyMap<Variable, string>;
  /** How many loops and bindings surround the place; keeps names of nested ones apart. */
  readonly depth: number;
}

/** The scope at the top of a template or helper. */
export const topScope: PrintScope = { root: '', variables: new Map(), depth: 0 };

/** The scope inside `with` or `range`, where `.` is something else. */
export function innerScope(scope: PrintScope, ...names: readonly (readonly [Variable, string])[]): PrintScope {
  return { root: '$', variables: new Map([...scope.variables, ...names]), depth: scope.depth + 1 };
}

/** A name for a variable: `$item`, and `$item2` for one inside it. */
export const variableName = (name: string, { depth }: PrintScope): string =>
  `$${name}${depth === 0 ? '' : String(depth + 1)}`;

/** Whether a variable is used where `.` has become something else, so that it needs a name of its own. */
export function needsName(variable: Variable, body: Node, rebound = false): boolean {
  if (body.kind === 'variable') return rebound && body.variable === variable;
  if (body.kind === 'include') return false;
  const rebinds = body.kind === 'bind' || body.kind === 'loop' || body.kind === 'entries' || body.kind === 'mapEntries';
  const [over, ...rest] = childrenOf(body);
  if (!rebinds || over === undefined) return childrenOf(body).some((child) => needsName(variable, child, rebound));
  return needsName(variable, over, rebound) || rest.some((child) => needsName(variable, child, true));
}
