import type { Node } from '../node.js';

/** A tree with a name: printed once in `_helpers.tpl` and included where it is used. */
export interface IncludeNode {
  readonly kind: 'include';
  readonly name: string;
  /** What a reader of `_helpers.tpl` finds above the definition. */
  readonly description: string;
  readonly body: Node;
}
