import type { Node } from '../expr/node.js';
import type { TextNode } from '../expr/nodes/text-node.js';
import { typeOf } from '../expr/type-of.js';
import { argumentCode, pipelineCode } from './pipeline.js';
import type { PrintScope } from './print-scope.js';
import { doubleQuoted, yamlScalar } from '../yaml/literal.js';
import { textStyle } from '../yaml/text-style.js';
import { escapeBeforeAction, escapeTemplate } from './escape.js';

const action = (code: string): string => `{{ ${code} }}`;

/** A node that is no list, map or text block as a YAML scalar on one line. */
export function scalarTemplate(node: Node, scope: PrintScope): string {
  if (node.kind === 'literal') return escapeTemplate(yamlScalar(node.value));
  if (node.kind === 'text' && node.parts.length > 1) return textTemplate(node, scope);
  if (node.kind === 'call' && node.function === 'toString') {
    const [value] = node.args;
    if (value !== undefined) return action(`${pipelineCode(value, scope)} | quote`);
  }
  switch (typeOf(node).kind) {
    case 'string':
      return action(`${pipelineCode(node, scope)} | quote`);
    case 'scalar':
      return action(`toYaml ${argumentCode(node, scope)}`);
    default:
      return action(pipelineCode(node, scope));
  }
}

function textTemplate(node: TextNode, scope: PrintScope): string {
  const style = textStyle(node);
  if (style === 'quote') return action(`${pipelineCode(node, scope)} | quote`);
  if (style === 'plain') return inlineTemplate(node, scope, (text) => text);
  return `"${inlineTemplate(node, scope, (text) => doubleQuoted(text).slice(1, -1))}"`;
}

/** The text with its expressions as actions in it, the literal parts escaped for where it stands. */
export const inlineTemplate = ({ parts }: TextNode, scope: PrintScope, escape: (text: string) => string): string =>
  parts
    .map((part, index) => {
      if (part.kind !== 'literal') return action(pipelineCode(part, scope));
      const escaped = parts[index + 1] === undefined ? escapeTemplate : escapeBeforeAction;
      return escaped(escape(String(part.value)));
    })
    .join('');
