import type { Node } from '../node.js';

/** A value, or another one where the first is empty (Helm's `default`). */
export interface FallbackNode {
  readonly kind: 'fallback';
  readonly value: Node;
  readonly fallback: Node;
}
