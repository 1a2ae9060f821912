import type { Node } from '../node.js';

/** A map whose keys are known; a spread field stands for all entries of a map expression. */
export interface ObjectNode {
  readonly kind: 'object';
  readonly fields: readonly ObjectField[];
}

/** One field of an object: a key and its value, or a map expression that was spread into the object. */
export type ObjectField =
  | { readonly key: string; readonly value: Node; readonly spread?: never }
  | { readonly spread: Node; readonly key?: never; readonly value?: never };
