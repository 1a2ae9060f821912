import type { Node } from '../node.js';

/** The digits behind the host of a URL, as a text; an empty one where there are none. */
export interface UrlPortNode {
  readonly kind: 'urlPort';
  readonly url: Node;
}
