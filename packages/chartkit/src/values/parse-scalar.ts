import { goFloat } from '../go/go-float.js';
import { parseIntegerLiteral } from '../go/integer-literal.js';

/** What a scalar of YAML is. Integers and floats differ only as keys of maps. */
export type ScalarValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'str'; readonly value: string };

/**
 * What an unquoted scalar means to Helm, whose parser (go-yaml v2) reads most of YAML 1.1: `yes` and `off` are booleans, `017`
 * and `0o17` octal, `1_000` is a number, `12:30` is a text. Dates stay texts.
 */
export function parsePlainScalar(text: string): ScalarValue {
  if (/^(?:~|null|Null|NULL)?$/.test(text)) return { kind: 'null' };
  if (/^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text)) return { kind: 'bool', value: true };
  if (/^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text)) return { kind: 'bool', value: false };
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text))
    return { kind: 'float', value: text.startsWith('-') ? -Infinity : Infinity };
  if (/^\.(?:nan|NaN|NAN)$/.test(text)) return { kind: 'float', value: NaN };
  return parseNumber(text) ?? { kind: 'str', value: text };
}

function parseNumber(text: string): ScalarValue | undefined {
  if (!/^[-+.0-9]/.test(text)) return undefined;
  // Where a point comes first, and only there, underscores must stand between digits.
  if (text.startsWith('.') && /_[^0-9]|[^0-9]_|_$/.test(text)) return undefined;
  const digits = text.replaceAll('_', '');
  const integer = parseIntegerLiteral(digits);
  if (integer !== undefined && fits64Bits(integer, digits)) return { kind: 'int', value: integer };
  if (!/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(digits)) return undefined;
  const value = Number(digits);
  // What a float64 cannot hold stays a text.
  return Number.isFinite(value) ? { kind: 'float', value } : undefined;
}

/** As a signed integer, or as an unsigned one where no sign is written. */
const fits64Bits = (integer: bigint, digits: string): boolean =>
  BigInt.asIntN(64, integer) === integer || (!/^[-+]/.test(digits) && BigInt.asUintN(64, integer) === integer);

/** The key of a map that a scalar is as text; `undefined` where Helm refuses it as a key. */
export function keyText(key: ScalarValue): string | undefined {
  switch (key.kind) {
    case 'str':
      return key.value;
    case 'bool':
      return String(key.value);
    case 'int':
      return BigInt.asIntN(64, key.value) === key.value ? String(key.value) : undefined;
    case 'float':
      return floatKeyText(key.value);
    case 'null':
      return undefined;
  }
}

/** Helm writes a fractional key with the digits of a float32. */
function floatKeyText(value: number): string {
  if (value === 0) return goFloat(value);
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single < 0 ? '-.inf' : '.inf';
  const shortest = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((digits) => Number(single.toPrecision(digits)));
  return goFloat(shortest.find((candidate) => Math.fround(candidate) === single) ?? single);
}

/** A scalar with an explicit tag, such as `!!str 12`; `undefined` where the tag is not supported or the text does not fit it. */
export function parseTaggedScalar(tag: string, text: string): ScalarValue | undefined {
  const name = tag.replace('tag:yaml.org,2002:', '');
  if (name === 'str' || name === '!') return { kind: 'str', value: text };
  const scalar = parsePlainScalar(text);
  if (name === 'float' && scalar.kind === 'int') return { kind: 'float', value: Number(scalar.value) };
  return scalar.kind === name ? scalar : undefined;
}
