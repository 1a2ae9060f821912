import type { Node } from '../expr/node.js';
import { mayVanish } from '../expr/presence.js';
import { typeOf } from '../expr/type-of.js';
import { bindLines, choiceLines, entriesHead } from './branches.js';
import { fieldsLines } from './fields.js';
import { hoisted, withoutIdleBind } from './hoist.js';
import { conditionCode } from './pipeline.js';
import type { Lines, Place } from './place.js';
import { control, deeper, pad } from './place.js';
import { presenceCode } from './presence-code.js';
import { innerScope, needsName, variableName } from './print-scope.js';
import { valueLines, yamlAction } from './value-lines.js';

/** The lines of one item of a list, or of all items that it stands for. */
export function itemLines(given: Node, place: Place): Lines {
  const node = itemNode(given, place);
  const { indent, scope } = place;
  switch (node.kind) {
    case 'choice':
      return choiceLines(node, place, itemLines);
    case 'bind':
      return bindLines(node, place, itemLines);
    case 'loop': {
      const named = needsName(node.item, node.body);
      const name = named ? variableName('item', scope) : '.';
      const over = conditionCode(node.over, scope);
      const inner = { ...place, scope: innerScope(scope, [node.item, name]) };
      return [
        control(place, `range ${named ? `${name} := ` : ''}${over}`),
        ...itemLines(node.body, inner),
        control(place, 'end'),
      ];
    }
    case 'entries': {
      const { head, inner } = entriesHead(node, place);
      return [head, ...itemLines(node.body, inner), control(place, 'end')];
    }
    case 'array':
      return node.items.flatMap((item) => itemLines(item, place));
    case 'object': {
      if (mayVanish(node)) {
        return [
          control(place, `if ${presenceCode(node, scope)}`),
          ...dashed(fieldsLines(node.fields, deeper(place)), indent),
          control(place, 'end'),
        ];
      }
      return node.fields.length === 0
        ? [`${pad(indent)}- {}`]
        : dashed(fieldsLines(node.fields, deeper(place)), indent);
    }
    default:
      break;
  }
  if (typeOf(node).optional)
    return [control(place, `if ${presenceCode(node, scope)}`), ...presentItem(node, place), control(place, 'end')];
  return presentItem(node, place);
}

/** An item as it is printed. In a text the dash stands where the evaluator, too, puts it. */
function itemNode(node: Node, place: Place): Node {
  if (node.kind === 'object') return place.inText ? node : hoisted(node, place);
  return typeOf(node).kind === 'list' ? withoutIdleBind(node) : node;
}

function presentItem(node: Node, place: Place): Lines {
  const { kind } = typeOf(node);
  if (kind === 'list') return listItems(node, place);
  if (kind === 'map' && !place.inText) return [`${pad(place.indent)}-`, yamlAction(node, deeper(place))];
  return valueLines(`${pad(place.indent)}-`, node, place);
}

/** All items of a list expression among other items. */
function listItems(node: Node, place: Place): Lines {
  const { scope } = place;
  if (place.inText) {
    return [
      control(place, `range ${conditionCode(node, scope)}`),
      `${pad(place.indent)}- {{ toJson . }}`,
      control(place, 'end'),
    ];
  }
  if (!typeOf(node).maybeEmpty) return [yamlAction(node, place)];
  const head = control(place, `with ${conditionCode(node, scope)}`);
  return [head, control(place, `toYaml . | nindent ${String(place.indent)}`), control(place, 'end')];
}

/** The lines of an object as an item: a dash before the first one, or above it where that one is an action. */
function dashed(lines: Lines, indent: number): Lines {
  const [first = '', ...rest] = lines;
  const start = pad(indent + 2);
  return first.startsWith(`${start}{{-`)
    ? [`${pad(indent)}-`, ...lines]
    : [`${pad(indent)}- ${first.slice(start.length)}`, ...rest];
}
