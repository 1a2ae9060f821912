import type { TextNode } from '../expr/nodes/text-node.js';
import { typeOf } from '../expr/type-of.js';
import type { TextClass } from '../values/formats.js';

/**
 * How a text with expressions in it is written as a YAML scalar.
 *
 * - `plain`: `{{ include "fullname" . }}-api`, when no value of its parts can make YAML read something else than a text.
 * - `double`: `"http://{{ .Values.host }}:8080"`, when its parts hold nothing that would need an escape.
 * - `quote`: `{{ printf "…" … | quote }}`, for everything else.
 */
export type TextStyle = 'plain' | 'double' | 'quote';

/** Chooses the style; both faces follow it, since the text of a configuration file shows it. */
export function textStyle({ parts }: TextNode): TextStyle {
  const classes = parts.map((part): TextClass => {
    const type = typeOf(part);
    return type.kind === 'string' ? type.text : 'quotable';
  });
  if (classes.some((text) => text === 'lines' || text === 'any')) return 'quote';
  const [first] = parts;
  const literals = parts.flatMap((part) => (part.kind === 'literal' ? [String(part.value)] : [])).join('');
  const startsWell = first !== undefined && typeOf(first).text === 'plain' && !typeOf(first).maybeEmpty;
  // A separator beside a letter that no number, date or word such as "true" contains, so that nothing but a text is read.
  const isTextForSure = /[-/][g-km-z]|[g-km-z][-/]/.test(literals) && /^[A-Za-z0-9._/-]*$/.test(literals);
  const allPlain = parts.every(
    (part) => part.kind === 'literal' || (typeOf(part).text === 'plain' && typeOf(part).kind === 'string'),
  );
  return startsWell && isTextForSure && allPlain ? 'plain' : 'double';
}
