import type { Node } from '../node.js';
import type { FunctionName } from '../function-name.js';

/** A call of one of the closed set of functions. */
export interface CallNode {
  readonly kind: 'call';
  readonly function: FunctionName;
  /** In the order of Helm: the value that a pipe hands on is the last one. */
  readonly args: readonly Node[];
}
