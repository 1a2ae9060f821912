import type { Tags } from 'yaml';
import { Document, isMap, isScalar, stringify } from 'yaml';

import type { JsonSchema } from '../values/schema-type.js';
import { doubleQuoted, needsEscapes } from '../yaml/literal.js';

/**
 * The text of `values.yaml`: the defaults, with the description of each key as a comment above it in the style of
 * helm-docs (`# -- …`). It parses back to exactly the defaults.
 */
export function valuesYaml(schema: JsonSchema, defaults: Readonly<Record<string, unknown>>): string {
  // YAML 1.1, as Go reads it, so that a text such as "yes" is quoted.
  const document = new Document(defaults, { version: '1.1', aliasDuplicateObjects: false, customTags: safeTexts });
  comment(document.contents, schema, true);
  return document.toString({ lineWidth: 0 });
}

function comment(node: unknown, schema: JsonSchema, top: boolean): void {
  if (!isMap(node)) return;
  node.items.forEach(({ key, value }, index) => {
    if (!isScalar(key)) return;
    const field = schema.properties?.[String(key.value)];
    if (field === undefined) return;
    if (field.description !== undefined) key.commentBefore = wrap(`-- ${field.description}`);
    key.spaceBefore = top && index > 0;
    comment(value, field, false);
  });
}

/** The tags of YAML, with texts written so that Go reads them back whatever characters they hold. */
const safeTexts = (tags: Tags): Tags =>
  tags.map((tag) => {
    if (typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:str' || tag.collection !== undefined) return tag;
    const { stringify: print } = tag;
    return {
      ...tag,
      stringify: (item, ...rest) =>
        typeof item.value === 'string' && (needsEscapes(item.value) || print === undefined)
          ? doubleQuoted(item.value)
          : (print?.(item, ...rest) ?? ''),
    };
  });

/** Lines of at most 110 characters; the space is what `yaml` expects behind `#`. */
function wrap(text: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + word.length > 110) {
      lines.push(line);
      line = '';
    }
    line = `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}

/** A document of `Chart.yaml` and the like: keys as given, texts that look like something else quoted. */
export const plainYaml = (value: unknown): string =>
  stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false, customTags: safeTexts });
