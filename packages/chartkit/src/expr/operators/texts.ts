import { ChartkitError } from '../../errors.js';
import { call } from '../call.js';
import type { Dynamic, DynamicItem } from '../dynamic.js';
import type { Expr } from '../expr.js';
import { expr, isExpr } from '../expr.js';
import type { Node } from '../node.js';
import { toNode } from '../to-node.js';
import { typeOf } from '../type-of.js';

type Text = Expr<string> | string;

/**
 * A text with expressions in it. Whole numbers stand in it as decimal digits.
 *
 * @example
 * const url = str`http://${host}:${port}/`;
 */
export function str(
  literals: TemplateStringsArray,
  ...parts: readonly (Expr<string | number | boolean> | string | number)[]
): Expr<string> {
  const nodes = literals.flatMap((literal, index): Node[] => {
    const part = parts[index];
    const before: Node[] = literal === '' ? [] : [{ kind: 'literal', value: literal }];
    return index < parts.length ? [...before, ...partsOf(part)] : before;
  });
  const structure = nodes.find((node) => ['list', 'map', 'any'].includes(typeOf(node).kind) || typeOf(node).optional);
  if (structure !== undefined) {
    throw new ChartkitError({
      code: 'structure-in-text',
      problem: 'a list, a map or a value that may be absent stands in a text',
      remedy: 'Use toJson() or join() for structures, orElse() or withValue() for what may be absent',
    });
  }
  return expr({ kind: 'text', parts: nodes });
}

/** A text inside a text is part of it. */
function partsOf(part: unknown): readonly Node[] {
  if (!isExpr(part)) return [{ kind: 'literal', value: String(part) }];
  const node = toNode(part);
  return node.kind === 'text' ? node.parts : [node];
}

/** The text between double quotes, escaped so that YAML, JSON and most configuration languages read it back. */
export const quote = (text: Expr<string | number | boolean>): Expr<string> => call('quote', text);

/** The value as JSON on one line, keys in order. */
export const toJson = (value: Expr<unknown>): Expr<string> => call('toJson', value);

/** A number or boolean as a text, as an environment variable wants it. */
export const toText = (value: Expr<string | number | boolean>): Expr<string> => call('toString', value);

/** The text in lower case. */
export const lower = (text: Text): Expr<string> => call('lower', text);

/** At most the first `length` bytes of a text. */
export const truncate = (length: number, text: Text): Expr<string> => call('trunc', length, text);

/** The text without a given end. */
export const trimSuffix = (suffix: string, text: Text): Expr<string> => call('trimSuffix', suffix, text);

/** The text with every occurrence of one text replaced. */
export const replace = (search: string, replacement: string, text: Text): Expr<string> =>
  call('replace', search, replacement, text);

/** Whether a text contains another one. */
export const contains = (part: Text, text: Text): Expr<boolean> => call('contains', part, text);

/** Whether a text starts with another one. */
export const startsWith = (prefix: Text, text: Text): Expr<boolean> => call('hasPrefix', prefix, text);

/** Whether a text ends with another one. */
export const endsWith = (suffix: Text, text: Text): Expr<boolean> => call('hasSuffix', suffix, text);

/** The base64 form of the text's UTF-8 bytes. */
export const base64 = (text: Text): Expr<string> => call('b64enc', text);

/** The SHA-256 of the text's UTF-8 bytes, as 64 hexadecimal digits. */
export const sha256 = (text: Text): Expr<string> => call('sha256sum', text);

/** The items of a list of texts or numbers with a separator between them. */
export const join = (separator: string, list: Expr<readonly (string | number)[]>): Expr<string> =>
  call('join', separator, list);

/**
 * A text of several lines; a line may be conditional (`when`) or come from a loop (`each`). The text ends with exactly
 * one line feed, as text files do.
 *
 * @throws ChartkitError `unsafe-line` when a line's expression may hold characters that do not survive in a YAML block
 */
export function lines(items: readonly DynamicItem<string>[]): Expr<string> {
  const array = toNode(items);
  const nodes = array.kind === 'array' ? array.items : [];
  return expr({ kind: 'lines', items: nodes });
}

/** A tree as the text of a YAML file, for a configuration that a program reads from a ConfigMap. */
export const yamlText = <T>(tree: NoInfer<Dynamic<T>>): Expr<string> => expr({ kind: 'yaml', tree: toNode(tree) });
