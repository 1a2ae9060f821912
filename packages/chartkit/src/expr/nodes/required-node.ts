import type { Node } from '../node.js';

/** A value that must be there: the templates fail with a sentence when it is absent or an empty text. */
export interface RequiredNode {
  readonly kind: 'required';
  readonly value: Node;
  readonly sentence: string;
}
