import type { Node } from '../node.js';
import type { Variable } from '../variable.js';

/** A map made from the entries of a map. */
export interface MapEntriesNode {
  readonly kind: 'mapEntries';
  readonly over: Node;
  readonly key: Variable;
  readonly value: Variable;
  readonly entryKey: Node;
  readonly entryValue: Node;
}
