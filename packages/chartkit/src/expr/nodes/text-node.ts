import type { Node } from '../node.js';

/** Texts and expressions put together: str`http://${host}:${port}/`. */
export interface TextNode {
  readonly kind: 'text';
  readonly parts: readonly Node[];
}
