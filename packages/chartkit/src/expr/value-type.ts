import type { TextClass } from '../values/formats.js';

/**
 * What is known of the values of an expression before there are any. The printer decides by it (quote a string, print a
 * large integer without exponent, print a structure as YAML), so each node carries one.
 */
export interface ValueType {
  readonly kind: 'string' | 'integer' | 'number' | 'boolean' | 'list' | 'map' | 'scalar' | 'any';
  /** May be absent altogether: an optional field of an item, a key that a map lacks. */
  readonly optional: boolean;
  /** Which characters a string may hold. */
  readonly text: TextClass;
  /** Integers that Go prints without exponent even as a float64 (below 1e+06). */
  readonly small: boolean;
  /** An empty value (`""`, `0`, `false`, `[]`, `{}`) is possible, so that "is set" and "is present" differ. */
  readonly maybeEmpty: boolean;
}

const of = (kind: ValueType['kind'], changes: Partial<ValueType> = {}): ValueType => ({
  kind,
  optional: false,
  text: 'any',
  small: false,
  maybeEmpty: true,
  ...changes,
});

/** The type of a text of the given characters. */
export const stringType = (text: TextClass = 'any', maybeEmpty = true): ValueType => of('string', { text, maybeEmpty });
export const integerType = of('integer');
export const numberType = of('number');
export const booleanType = of('boolean');
export const listType = of('list');
export const mapType = of('map');
export const anyType = of('any');
/** A string or a number, such as an IntOrString. */
export const scalarType = of('scalar');

/** The same type for a value that may be absent. */
export const optionalType = (type: ValueType): ValueType => ({ ...type, optional: true });

const textClasses: readonly TextClass[] = ['plain', 'quotable', 'lines', 'any'];

/** The narrowest class that holds the texts of all given classes. */
export function widestText(classes: readonly TextClass[]): TextClass {
  return textClasses[Math.max(0, ...classes.map((text) => textClasses.indexOf(text)))] ?? 'any';
}

/** The class of one concrete text. */
export function textClassOf(text: string): TextClass {
  if (/^[A-Za-z0-9][A-Za-z0-9._/@+-]*$/.test(text)) return 'plain';
  // Unicode line breaks and the byte order mark are not safe between YAML double quotes either.
  if (/^[^"\\\p{Cc}\u2028\u2029\ufeff]*$/u.test(text)) return 'quotable';
  return /^[^\r\u0085\u2028\u2029\ufeff]*$/u.test(text) && !/[^\P{Cc}\t\n]/u.test(text) ? 'lines' : 'any';
}

/** The type that both branches of a choice fit. */
export function commonType(types: readonly ValueType[]): ValueType {
  const [first, ...rest] = types;
  if (first === undefined) return anyType;
  const sameKind = rest.every(({ kind }) => kind === first.kind);
  const scalars = types.every(({ kind }) => !['list', 'map', 'any'].includes(kind));
  return {
    kind: sameKind ? first.kind : scalars ? 'scalar' : 'any',
    optional: types.some(({ optional }) => optional),
    text: widestText(types.map(({ text }) => text)),
    small: types.every(({ small }) => small),
    maybeEmpty: types.some(({ maybeEmpty }) => maybeEmpty),
  };
}
