import { ChartkitError } from '../errors.js';
import { goText } from './go-text.js';
import { unicodeSince15 } from './unicode-since-15.js';

/**
 * sprig's `trunc`: at most the first `length` bytes of the UTF-8 form of a text, or the last `-length` ones if it is negative.
 *
 * @throws ChartkitError `character-cut` where Helm would cut a character of several bytes in two and print broken text
 */
export function trunc(length: number, text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= Math.abs(length)) return text;
  const kept = length < 0 ? bytes.subarray(length) : bytes.subarray(0, length);
  const result = kept.toString('utf8');
  if (!Buffer.from(result, 'utf8').equals(kept)) {
    throw new ChartkitError({
      code: 'character-cut',
      problem: `shortening ${JSON.stringify(text)} to ${Math.abs(length)} bytes would cut a character in two`,
      remedy: 'Restrict the value to ASCII characters, or give a shorter one',
    });
  }
  return result;
}

/** sprig's `trimSuffix`: the text without the suffix, which is removed once. */
export function trimSuffix(suffix: string, text: string): string {
  return text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text;
}

/** sprig's `lower`: each character by itself, unlike JavaScript, which knows the final sigma of Greek. */
export function lower(text: string): string {
  return Array.from(text, lowerCharacter).join('');
}

function lowerCharacter(character: string): string {
  if (character === 'İ') return 'i';
  return unicodeSince15.test(character) ? character : character.toLowerCase();
}

/** sprig's `replace`: each occurrence, from left to right. An empty search text is found around each character. */
export function replace(search: string, replacement: string, text: string): string {
  return (search === '' ? ['', ...Array.from(text), ''] : text.split(search)).join(replacement);
}

/** sprig's `join`: the items as texts, without null ones; anything but a list counts as its only item. */
export function join(separator: string, list: unknown): string {
  const items: readonly unknown[] = Array.isArray(list) ? list : [list];
  return items
    .filter((item) => item !== null && item !== undefined)
    .map(goText)
    .join(separator);
}
