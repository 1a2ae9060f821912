import type { Node } from '../node.js';
import type { ValueType } from '../value-type.js';

/** The value of a map under a key that is an expression; absent when the map lacks it. */
export interface LookupNode {
  readonly kind: 'lookup';
  readonly map: Node;
  readonly key: Node;
  readonly type: ValueType;
}
