import type { Node } from '../node.js';
import type { Variable } from '../variable.js';

/** A tree that is there only if a value is not empty, and that uses that value (Helm's `with`). */
export interface BindNode {
  readonly kind: 'bind';
  readonly value: Node;
  readonly variable: Variable;
  readonly body: Node;
}
