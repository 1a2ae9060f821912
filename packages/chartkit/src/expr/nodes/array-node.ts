import type { Node } from '../node.js';

/**
 * A list whose items are written one by one. An item that is a list itself (a list value, a loop, a choice between
 * lists) stands for all of its items; an absent one for none.
 */
export interface ArrayNode {
  readonly kind: 'array';
  readonly items: readonly Node[];
}
