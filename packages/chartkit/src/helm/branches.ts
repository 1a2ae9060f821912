import type { Node, NodeOfKind } from '../expr/node.js';
import { conditionCode } from './pipeline.js';
import type { Lines, Place } from './place.js';
import { control } from './place.js';
import { innerScope, needsName, variableName } from './print-scope.js';

type Print = (node: Node, place: Place) => Lines;

/** `if`, `else if`, `else`, `end` around what the branches print. */
export function choiceLines(node: NodeOfKind<'choice'>, place: Place, print: Print, keyword = 'if'): Lines {
  const head = control(place, `${keyword} ${conditionCode(node.condition, place.scope)}`);
  const lines = [head, ...print(node.then, place)];
  if (node.otherwise?.kind === 'choice') return [...lines, ...choiceLines(node.otherwise, place, print, 'else if')];
  if (node.otherwise !== undefined) lines.push(control(place, 'else'), ...print(node.otherwise, place));
  return [...lines, control(place, 'end')];
}

/** `with`, `end` around what the body prints. */
export function bindLines(node: NodeOfKind<'bind'>, place: Place, print: Print): Lines {
  const named = needsName(node.variable, node.body);
  const name = named ? variableName('value', place.scope) : '.';
  const head = control(place, `with ${named ? `${name} := ` : ''}${conditionCode(node.value, place.scope)}`);
  const inner = { ...place, scope: innerScope(place.scope, [node.variable, name]) };
  return [head, ...print(node.body, inner), control(place, 'end')];
}

export function entriesHead(
  node: NodeOfKind<'entries' | 'mapEntries'>,
  place: Place,
): { readonly head: string; readonly inner: Place } {
  const [key, value] = [variableName('key', place.scope), variableName('value', place.scope)];
  const head = control(place, `range ${key}, ${value} := ${conditionCode(node.over, place.scope)}`);
  return { head, inner: { ...place, scope: innerScope(place.scope, [node.key, key], [node.value, value]) } };
}
