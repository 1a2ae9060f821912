import type { Node } from '../node.js';
import type { Variable } from '../variable.js';

/** A map made from the entries of a map: the only way to a key that is an expression. */
export interface MapEntriesNode {
  readonly kind: 'mapEntries';
  readonly over: Node;
  readonly key: Variable;
  readonly value: Variable;
  readonly entryKey: Node;
  readonly entryValue: Node;
}
