import type { Node } from '../node.js';
import type { Variable } from '../variable.js';

/** A list made from the entries of a map, in the order of its keys. */
export interface EntriesNode {
  readonly kind: 'entries';
  readonly over: Node;
  readonly key: Variable;
  readonly value: Variable;
  readonly body: Node;
}
