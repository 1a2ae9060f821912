/** Words and forms that YAML 1.1 (Go) or 1.2 reads as something else than a text, besides numbers. */
const plainText = /^[A-Za-z/_][A-Za-z0-9_./@+-]*( [A-Za-z0-9_./@+-]+)*$/;
const reserved = /^(true|false|yes|no|on|off|y|n|null|nan|inf)$/i;
const numberLike = /^[0-9.+_-]/;

/** Whether a text reads back as itself without quotes, for every YAML parser. */
export const isPlain = (text: string): boolean =>
  plainText.test(text) && !reserved.test(text) && !numberLike.test(text);

/** Characters that Go's YAML parser refuses or takes for a line break, unless they are written as an escape. */
const unsafe = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Whether a text must stand between double quotes for Go to read it back. */
export const needsEscapes = (text: string): boolean => text.search(unsafe) >= 0;

/** A text between double quotes, escaped as in JSON, which is YAML. */
export const doubleQuoted = (text: string): string =>
  JSON.stringify(text).replace(unsafe, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A literal as a YAML scalar on one line. */
export function yamlScalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  return isPlain(value) ? value : doubleQuoted(value);
}

/** A map's key as YAML. */
export const yamlKey = (key: string): string =>
  /^[A-Za-z0-9_./-]*[A-Za-z_/][A-Za-z0-9_./-]*$/.test(key) && !reserved.test(key) && !numberLike.test(key)
    ? key
    : doubleQuoted(key);

/**
 * The lines of a text as a YAML block scalar, and its header (`|` or `|-`); `undefined` when the text would not survive:
 * one line, trailing blanks (a template's `{{-` eats them), an indented first line or unprintable characters.
 */
export function blockScalar(
  text: string,
): { readonly header: '|' | '|-'; readonly lines: readonly string[] } | undefined {
  const header = text.endsWith('\n') ? '|' : '|-';
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  if (!text.includes('\n') || /^\s|[ \t\n]$|[ \t]\n/.test(body) || /[^\P{Cc}\n\t]|[\u2028\u2029\ufeff]/u.test(body))
    return undefined;
  return { header, lines: body.split('\n') };
}
