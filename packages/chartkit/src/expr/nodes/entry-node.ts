import type { Node } from '../node.js';

/** A map with one entry whose key is an expression. */
export interface EntryNode {
  readonly kind: 'entry';
  readonly key: Node;
  readonly value: Node;
}
