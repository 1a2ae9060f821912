import type { Document, Node } from 'yaml';
import { isMap, LineCounter, parseAllDocuments } from 'yaml';

import { ChartkitError } from '../errors.js';
import { overlay } from './merge.js';
import { documentsOf, invalidYaml } from './parse-documents.js';
import { NodeReader } from './parse-node.js';

type Values = Readonly<Record<string, unknown>>;

// Scalars come as they are written; which of them are numbers, booleans or null is decided as Helm does it.
const options = { version: '1.1', schema: 'failsafe', merge: false, uniqueKeys: false, logLevel: 'silent' } as const;

/**
 * Parses a values file as Helm does: YAML 1.1 (`yes` and `y` are booleans, also as keys; `017` is octal, `1e3` a number, dates
 * stay texts), all numbers float64, all keys texts, merge keys, no data gives no values. Of a key that stands twice in a map
 * the last one counts.
 *
 * Helm 3 and 4 differ: of several documents Helm 4 merges the later ones over the earlier ones, Helm 3 reads the first one
 * only; and in a file that does not end with a line feed, Helm 4 ends the last line of a block of text, Helm 3 does not. This
 * follows Helm 4.
 *
 * Stricter than Helm, for what nobody means: tags other than those of scalars, keys that differ only by type (1 and "1"),
 * directives, text behind a bad indentation, and the characters U+2028 and U+2029, in which Helm's parser breaks lines.
 * Laxer in blank lines with tabs, some of which Helm refuses.
 *
 * @param source how errors name the text, such as its path
 * @throws ChartkitError `invalid-yaml` with file and line, or `values-not-a-map`
 */
export function parseValues(text: string, source: string): Values {
  return documentsOf(text, source)
    .map((document) => parseDocument(document, source))
    .reduce(overlay, {});
}

function parseDocument(text: string, source: string): Values {
  const lineCounter = new LineCounter();
  const lineOf = (offset: number): number => lineCounter.linePos(offset).line;
  const [document] = parseAllDocuments(text, { ...options, lineCounter }) as readonly Document.Parsed[];
  if (document === undefined) return {};

  const [mistake] = document.errors;
  if (mistake !== undefined) {
    const problem = mistake.message.replace(/ at line \d+, column \d+:[^]*$/, '');
    throw invalidYaml(
      source,
      lineOf(mistake.pos[0]),
      `not valid YAML: ${problem}`,
      'Correct the indentation or the quotes there',
    );
  }
  const reader = new NodeReader(document, text, (node, problem, remedy) => {
    throw invalidYaml(source, lineOf(node.range?.[0] ?? 0), problem, remedy);
  });
  const contents: Node | null = document.contents;
  const values = reader.read(contents);
  if (values === null) return {};
  if (contents !== null && isMap(contents)) return values as Values;
  throw new ChartkitError({
    code: 'values-not-a-map',
    problem: `a values file holds a map, but this is ${Array.isArray(values) ? 'a list' : JSON.stringify(values)}`,
    location: `${source}:${lineOf(contents?.range?.[0] ?? 0)}`,
    remedy: 'Write "key: value"',
  });
}
