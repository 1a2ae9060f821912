import type { Node } from '../node.js';

/** One of two trees, by a condition. Without `otherwise` the field, item or object is left out. */
export interface ChoiceNode {
  readonly kind: 'choice';
  readonly condition: Node;
  readonly then: Node;
  readonly otherwise: Node | undefined;
}
