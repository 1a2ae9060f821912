import type { Node, NodeVisitor } from './node.js';
import { visit } from './node.js';

const children: NodeVisitor<undefined, readonly Node[]> = {
  literal: () => [],
  object: ({ fields }) => fields.map(({ spread, value }) => spread ?? value),
  array: ({ items }) => items,
  reference: () => [],
  variable: () => [],
  text: ({ parts }) => parts,
  comparison: ({ left, right }) => [left, right],
  logic: ({ operands }) => operands,
  choice: ({ condition, then, otherwise }) =>
    otherwise === undefined ? [condition, then] : [condition, then, otherwise],
  fallback: ({ value, fallback }) => [value, fallback],
  bind: ({ value, body }) => [value, body],
  loop: ({ over, body }) => [over, body],
  entries: ({ over, body }) => [over, body],
  mapEntries: ({ over, entryKey, entryValue }) => [over, entryKey, entryValue],
  entry: ({ key, value }) => [key, value],
  lookup: ({ map, key }) => [map, key],
  call: ({ args }) => args,
  required: ({ value }) => [value],
  urlPort: ({ url }) => [url],
  include: ({ body }) => [body],
  file: () => [],
  capability: () => [],
  lines: ({ items }) => items,
  yaml: ({ tree }) => [tree],
};

/** The nodes directly below a node. */
export const childrenOf = (node: Node): readonly Node[] => visit(node, children, undefined);

/** Calls a function for a node and all nodes below it, a node before its children. */
export function walk(node: Node, found: (node: Node) => void): void {
  found(node);
  for (const child of childrenOf(node)) walk(child, found);
}
