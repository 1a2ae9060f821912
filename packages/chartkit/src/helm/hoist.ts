import type { Node, NodeOfKind } from '../expr/node.js';
import type { ObjectField } from '../expr/nodes/object-node.js';
import type { Container } from '../expr/presence.js';
import { isMerged, mayVanish } from '../expr/presence.js';
import { typeOf } from '../expr/type-of.js';
import type { Variable } from '../expr/variable.js';
import { conditionCode } from './pipeline.js';
import type { Place } from './place.js';

/*
 * An object or list that is there only if its one dynamic part is there would be printed with that part's condition twice:
 * around its key, and around the part. Here the part's `if` or `with` is moved around the whole.
 */

/** One part of an object or list, and how to make an object or list of it. */
interface Part {
  readonly node: Node;
  readonly into: Container | undefined;
  readonly withNode: (node: Node) => ObjectField | Node;
}

/** The `if` or `with` around an object or list written out, if that says the same; otherwise the node itself. */
export function hoisted(node: Node, place: Place): Node {
  if ((node.kind !== 'object' && node.kind !== 'array') || !mayVanish(node)) return node;
  const parts = partsOf(node);
  const branches = parts.map((part) => asBranch(part, place));
  const [first] = branches;
  if (first?.kind === 'bind' && branches.length === 1) return { ...first, body: madeOf(node, parts, [first.body]) };
  const choices = branches.filter((branch) => branch?.kind === 'choice');
  const conditions = new Set(choices.map(({ condition }) => conditionCode(condition, place.scope)));
  if (first?.kind !== 'choice' || choices.length < parts.length || conditions.size > 1) return node;
  const then = madeOf(
    node,
    parts,
    choices.map((choice) => choice.then),
  );
  return { ...first, then };
}

/** The same for the value of a field. */
export const hoistedField = (field: ObjectField, place: Place): ObjectField =>
  field.key === undefined ? field : { key: field.key, value: hoisted(field.value, place) };

function partsOf(node: NodeOfKind<'object' | 'array'>): readonly Part[] {
  if (node.kind === 'array') return node.items.map((item) => ({ node: item, into: 'list', withNode: (made) => made }));
  return node.fields.map(({ key, value, spread }) =>
    spread === undefined
      ? { node: value, into: undefined, withNode: (made) => ({ key, value: made }) }
      : { node: spread, into: 'map', withNode: (made) => ({ spread: made }) },
  );
}

const madeOf = (whole: NodeOfKind<'object' | 'array'>, parts: readonly Part[], nodes: readonly Node[]): Node => {
  const made = parts.map(({ withNode }, index) => withNode(nodes[index] ?? whole));
  return whole.kind === 'array'
    ? { kind: 'array', items: made as readonly Node[] }
    : { kind: 'object', fields: made as readonly ObjectField[] };
};

type Branch = NodeOfKind<'bind'> | (NodeOfKind<'choice'> & { readonly otherwise: undefined });

/** A part as something that is there under a condition and nothing otherwise. */
function asBranch({ node, into }: Part, place: Place): Branch | undefined {
  const outer = into === undefined ? hoisted(node, place) : node;
  if (outer.kind === 'bind') return outer;
  if (outer.kind === 'choice') return outer.otherwise === undefined ? { ...outer, otherwise: undefined } : undefined;
  // In the text of a file lists and maps are printed as JSON where they are whole, but by their parts among others.
  if (into === undefined || place.inText || !isHandedOn(outer) || !isMerged(outer, into)) return undefined;
  const variable: Variable = { role: 'bound' };
  const type = { ...typeOf(outer), optional: false, maybeEmpty: false };
  return { kind: 'bind', value: outer, variable, body: { kind: 'variable', variable, path: [], type } };
}

/** Whether a list or map is handed on as it is, by `toYaml`. */
const isHandedOn = ({ kind }: Node): boolean =>
  kind === 'reference' || kind === 'variable' || kind === 'lookup' || kind === 'fallback';

/** A `withValue` that gives just its value stands for the value, where an empty list or map adds nothing anyway. */
export const withoutIdleBind = (node: Node): Node =>
  node.kind === 'bind' &&
  node.body.kind === 'variable' &&
  node.body.variable === node.variable &&
  node.body.path.length === 0 &&
  ['list', 'map'].includes(typeOf(node.value).kind) &&
  typeOf(node.value).maybeEmpty &&
  !typeOf(node.value).optional
    ? node.value
    : node;
