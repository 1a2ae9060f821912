import type { Node } from '../expr/node.js';
import { typeOf } from '../expr/type-of.js';

/** Whether the text of a node is one line for sure, so that it may stand inside a line of a text block. */
export function isSingleLine(node: Node): boolean {
  if (node.kind === 'literal') return !String(node.value).includes('\n');
  if (node.kind === 'call' && (node.function === 'quote' || node.function === 'toJson')) return true;
  if (node.kind === 'text') return node.parts.every(isSingleLine);
  const { kind, text, optional } = typeOf(node);
  return (
    !optional &&
    (kind === 'string'
      ? text === 'plain' || text === 'quotable'
      : kind === 'integer' || kind === 'number' || kind === 'boolean')
  );
}
