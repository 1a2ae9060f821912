import { ChartkitError } from '../errors.js';
import { isExpr, isSpreadKey, nodeOf } from './expr.js';
import type { Node } from './node.js';
import type { ObjectField } from './nodes/object-node.js';

function refuse(problem: string, path: readonly string[], remedy: string): never {
  throw new ChartkitError({
    code: 'unsupported-value',
    problem,
    remedy,
    ...(path.length === 0 ? {} : { location: path.join('.') }),
  });
}

const describe = (value: unknown): string =>
  typeof value === 'object' && value !== null ? `an instance of ${value.constructor.name}` : `a ${typeof value}`;

/**
 * Turns what an author writes (expressions, texts, numbers, booleans, lists, plain objects) into a node. A field or
 * item that is `undefined` is left out.
 *
 * @throws ChartkitError `unsupported-value` for anything else, with the path inside the value
 */
export function toNode(value: unknown, path: readonly string[] = []): Node {
  if (isExpr(value)) return nodeOf(value);
  if (typeof value === 'string' || typeof value === 'boolean') return { kind: 'literal', value };
  if (typeof value === 'number') {
    if (!Number.isFinite(value))
      refuse(`${String(value)} cannot be written in YAML and JSON alike`, path, 'Use a finite number');
    return { kind: 'literal', value };
  }
  if (Array.isArray(value)) {
    const items = value as readonly unknown[];
    return {
      kind: 'array',
      items: items.flatMap((item, index) => (item === undefined ? [] : [toNode(item, [...path, String(index)])])),
    };
  }
  if (value === null) return refuse('null is not a value of a manifest', path, 'Leave the field out');
  if (typeof value === 'object') {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) return { kind: 'object', fields: fieldsOf(value, path) };
  }
  return refuse(
    `${describe(value)} cannot be printed`,
    path,
    'Use texts, numbers, booleans, lists, plain objects and expressions',
  );
}

function fieldsOf(value: object, path: readonly string[]): readonly ObjectField[] {
  return Object.entries(value).flatMap(([key, field]: [string, unknown]): ObjectField[] => {
    if (field === undefined) return [];
    if (isSpreadKey(key)) return [{ spread: toNode(field, path) }];
    return [{ key, value: toNode(field, [...path, key]) }];
  });
}
