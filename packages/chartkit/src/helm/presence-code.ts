import { ChartkitError } from '../errors.js';
import type { Node } from '../expr/node.js';
import type { Container } from '../expr/presence.js';
import { isMerged, mayAddNothing, mayVanish } from '../expr/presence.js';
import { typeOf } from '../expr/type-of.js';
import { goQuote } from '../go/go-quote.js';
import { argumentCode, conditionCode } from './pipeline.js';
import type { PrintScope } from './print-scope.js';

/**
 * The condition under which a tree that may vanish is there, as code for `if`.
 *
 * @param into what the tree is added to, if it is an item of a list or spread into a map; then the code says whether it
 *   adds anything
 * @throws ChartkitError `undecidable-presence` when it depends on what happens inside a loop
 */
export function presenceCode(node: Node, scope: PrintScope, into?: Container): string {
  const mayLack = (tree: Node): boolean => (into === undefined ? mayVanish(tree) : mayAddNothing(tree, into));
  const both = (condition: string, tree: Node): string =>
    mayLack(tree) ? `and ${parenthesise(condition)} ${parenthesise(presenceCode(tree, scope, into))}` : condition;
  switch (node.kind) {
    case 'choice': {
      const condition = both(conditionCode(node.condition, scope), node.then);
      if (node.otherwise === undefined) return condition;
      return any([condition, both(`not ${argumentCode(node.condition, scope)}`, node.otherwise)]);
    }
    case 'bind':
      if (mayLack(node.body)) undecidable();
      return conditionCode(node.value, scope);
    case 'loop':
    case 'entries':
      if (mayAddNothing(node.body, 'list')) undecidable();
      return conditionCode(node.over, scope);
    case 'mapEntries':
      if (mayVanish(node.entryValue)) undecidable();
      return conditionCode(node.over, scope);
    case 'object':
      return any(
        node.fields.map(({ spread, value }) =>
          spread === undefined ? presenceCode(value, scope) : presenceCode(spread, scope, 'map'),
        ),
      );
    case 'array':
      return any(node.items.map((item) => presenceCode(item, scope, 'list')));
    default: {
      const isField = into === undefined || !isMerged(node, into);
      return isField && typeOf(node).optional ? hasKeyCode(node, scope) : conditionCode(node, scope);
    }
  }
}

/** Whether an optional field is there, even if it is empty. */
function hasKeyCode(node: Node, scope: PrintScope): string {
  if (node.kind === 'lookup') return `hasKey ${argumentCode(node.map, scope)} ${argumentCode(node.key, scope)}`;
  if (node.kind === 'variable' || node.kind === 'reference') {
    const key = node.path.at(-1);
    const parent = {
      ...node,
      path: node.path.slice(0, -1),
      type: { ...node.type, kind: 'map' as const, optional: false },
    };
    if (key !== undefined) return `hasKey ${argumentCode(parent, scope)} ${goQuote(key)}`;
  }
  return conditionCode(node, scope);
}

const parenthesise = (code: string): string => (code.includes(' ') ? `(${code})` : code);

const any = (codes: readonly string[]): string => {
  const distinct = [...new Set(codes)];
  return distinct.length > 1 ? `or ${distinct.map(parenthesise).join(' ')}` : distinct.join('');
};

function undecidable(): never {
  throw new ChartkitError({
    code: 'undecidable-presence',
    problem:
      'whether a list or map comes out empty depends on what happens inside a loop, which a template cannot know before it',
    remedy: 'Give the list or map one fixed entry, or decide with when() outside of the loop',
  });
}
