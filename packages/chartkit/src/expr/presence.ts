import type { Node } from './node.js';
import { typeOf } from './type-of.js';

/**
 * Whether a tree may turn out to be nothing, so that the field, item or object it stands for is left out: an absent
 * value, a choice that was not taken, or a list or map made of dynamic parts only that came out empty. A list or map
 * that is a value itself (`values.tolerations`) stays, even when it is empty, and so does a literal `{}` or `[]`.
 */
export function mayVanish(node: Node): boolean {
  const before = known.get(node);
  if (before !== undefined) return before;
  const vanishes = decide(node);
  known.set(node, vanishes);
  return vanishes;
}

// Nodes never change, and the evaluator asks again for every set of values.
const known = new WeakMap<Node, boolean>();

function decide(node: Node): boolean {
  switch (node.kind) {
    case 'choice':
      return node.otherwise === undefined || mayVanish(node.then) || mayVanish(node.otherwise);
    case 'bind':
    case 'loop':
    case 'entries':
    case 'mapEntries':
      return true;
    case 'object':
      return (
        node.fields.length > 0 &&
        node.fields.every(({ spread, value }) => (spread ? mayAddNothing(spread, 'map') : mayVanish(value)))
      );
    case 'array':
      return node.items.length > 0 && node.items.every((item) => mayAddNothing(item, 'list'));
    default:
      return typeOf(node).optional;
  }
}

/** What a tree is added to: as an item or items of a list, or as entries that are spread into a map. */
export type Container = 'list' | 'map';

/** Whether an item of a list, or what is spread into a map, may contribute nothing. */
export const mayAddNothing = (node: Node, into: Container): boolean => mayVanish(node) || isMerged(node, into);

/**
 * Whether a tree is a list or map value of unknown size whose parts become those of its container. (A map among the
 * items of a list is one item, even when it is empty.)
 */
export function isMerged(node: Node, into: Container): boolean {
  if (node.kind === 'array') return into === 'list' && node.items.length === 0;
  const { kind, maybeEmpty } = typeOf(node);
  return maybeEmpty && node.kind !== 'object' && (kind === into || (kind === 'any' && into === 'map'));
}
