import type { Node, NodeOfKind } from '../expr/node.js';
import { mayVanish } from '../expr/presence.js';

/**
 * Whether the first line of a text block is an action in its template (`if`, `range`, …). The line feed behind that
 * action then stands before the text, so where the block is included its white space is trimmed.
 */
export function startsWithAction(block: NodeOfKind<'lines' | 'yaml'>): boolean {
  if (block.kind === 'lines') return isAction(block.items[0]);
  if (block.tree.kind === 'array') return isAction(block.tree.items[0]);
  if (block.tree.kind !== 'object') return true;
  const [first] = block.tree.fields;
  return first === undefined || first.spread !== undefined || isAction(first.value);
}

function isAction(node: Node | undefined): boolean {
  if (node === undefined) return true;
  if (node.kind === 'array') return isAction(node.items[0]);
  return ['choice', 'bind', 'loop', 'entries', 'mapEntries'].includes(node.kind) || mayVanish(node);
}
