import { goText } from './go-text.js';
import { unicodeSince15 } from './unicode-since-15.js';

const named: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

/** A text as `strconv.Quote` of Go prints it. A YAML parser reads it back as a double-quoted scalar. */
export function goQuote(text: string): string {
  return `"${Array.from(text, escape).join('')}"`;
}

/** What sprig's `quote` prints: any value as its text in quotes, but nothing at all for an absent one. */
export function quote(value: unknown): string {
  return value === undefined || value === null ? '' : goQuote(goText(value));
}

function escape(character: string): string {
  const escaped = named[character];
  if (escaped !== undefined) return escaped;
  if (isPrintable(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${hexadecimal(code, 2)}`;
  return code < 0x10000 ? `\\u${hexadecimal(code, 4)}` : `\\U${hexadecimal(code, 8)}`;
}

/** `unicode.IsPrint` of Go: letters, marks, numbers, punctuation, symbols, and of all spaces only the ASCII one. */
const isPrintable = (character: string): boolean =>
  character === ' ' || (/^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character) && !unicodeSince15.test(character));

const hexadecimal = (code: number, width: number): string => code.toString(16).padStart(width, '0');
