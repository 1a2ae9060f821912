import { childrenOf } from '../expr/children.js';
import type { Node } from '../expr/node.js';

// Nodes never change, and most of a chart is the same for all values.
const verdicts = new WeakMap<Node, boolean>();
const values = new WeakMap<Node, unknown>();

const isLiteralKind = ({ kind }: Node): boolean => kind === 'literal' || kind === 'object' || kind === 'array';

/** Whether a tree holds nothing but literals. */
function isConstant(node: Node): boolean {
  const before = verdicts.get(node);
  if (before !== undefined) return before;
  const verdict = isLiteralKind(node) && childrenOf(node).every(isConstant);
  verdicts.set(node, verdict);
  return verdict;
}

/**
 * The value of a tree, computed once for all evaluations if it depends on nothing. What is shared in this way is frozen.
 */
export function constantOr(node: Node, compute: () => unknown): unknown {
  if (!isConstant(node)) return compute();
  if (values.has(node)) return values.get(node);
  const value = deeplyFrozen(compute());
  values.set(node, value);
  return value;
}

function deeplyFrozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const below of Object.values(value)) deeplyFrozen(below);
  return Object.freeze(value);
}
