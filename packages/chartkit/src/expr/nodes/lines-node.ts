import type { Node } from '../node.js';

/** A text of several lines; a line may be conditional or come from a loop. */
export interface LinesNode {
  readonly kind: 'lines';
  readonly items: readonly Node[];
}
