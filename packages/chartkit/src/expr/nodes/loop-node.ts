import type { Node } from '../node.js';
import type { Variable } from '../variable.js';

/** A list made from the items of a list. */
export interface LoopNode {
  readonly kind: 'loop';
  readonly over: Node;
  readonly item: Variable;
  readonly body: Node;
}
