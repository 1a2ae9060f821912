import type { Node } from '../node.js';

/** `eq`, `ne`, `lt`, `le`, `gt`, `ge` of two strings or two integers. */
export interface ComparisonNode {
  readonly kind: 'comparison';
  readonly operator: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
  readonly left: Node;
  readonly right: Node;
}
