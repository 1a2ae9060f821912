import type { Node } from '../node.js';

/** `and`, `or` of any number of conditions, `not` of one. A condition holds unless its value is empty, as in Helm. */
export interface LogicNode {
  readonly kind: 'logic';
  readonly operator: 'and' | 'or' | 'not';
  readonly operands: readonly Node[];
}
