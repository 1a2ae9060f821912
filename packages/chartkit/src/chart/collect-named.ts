import { ChartkitError } from '../errors.js';
import { childrenOf } from '../expr/children.js';
import type { Node, NodeOfKind } from '../expr/node.js';

/** Named trees and files that a chart uses, each once and in the order of their names. */
export interface Named {
  readonly helpers: readonly NodeOfKind<'include'>[];
  readonly files: readonly NodeOfKind<'file'>[];
}

/**
 * Finds the named trees and files below some nodes.
 *
 * @throws ChartkitError `helper-name-taken`, `file-path-taken` when one name stands for two different things
 */
export function collectNamed(roots: readonly Node[]): Named {
  const helpers = new Map<string, NodeOfKind<'include'>>();
  const files = new Map<string, NodeOfKind<'file'>>();
  const visited = new Set<Node>();
  const visit = (node: Node): void => {
    if (visited.has(node)) return;
    visited.add(node);
    if (node.kind === 'include') {
      const known = helpers.get(node.name);
      if (known !== undefined && !sameTree(known.body, node.body)) taken('helper', node.name, 'helper-name-taken');
      helpers.set(node.name, known ?? node);
    }
    if (node.kind === 'file') {
      const known = files.get(node.path);
      if (known !== undefined && known.content !== node.content) taken('file', node.path, 'file-path-taken');
      files.set(node.path, node);
    }
    childrenOf(node).forEach(visit);
  };
  roots.forEach(visit);
  return { helpers: inOrder(helpers), files: inOrder(files) };
}

const inOrder = <T>(named: ReadonlyMap<string, T>): readonly T[] =>
  [...named].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, value]) => value);

/** Whether two trees print alike; variables are alike if they play the same role. */
const sameTree = (left: Node, right: Node): boolean => left === right || JSON.stringify(left) === JSON.stringify(right);

function taken(what: string, name: string, code: string): never {
  throw new ChartkitError({
    code,
    problem: `two different ${what}s are called "${name}"`,
    remedy: `Give one of them another name`,
  });
}
