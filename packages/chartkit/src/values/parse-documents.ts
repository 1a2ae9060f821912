import { ChartkitError } from '../errors.js';

/** An error in the text of a values file, at a line counted from 1. */
export function invalidYaml(source: string, line: number, problem: string, remedy: string): ChartkitError {
  return new ChartkitError({ code: 'invalid-yaml', problem, location: `${source}:${line}`, remedy });
}

/**
 * Splits a values file into documents as Helm 4 does: at each line that starts with `---`.
 *
 * @returns each document behind as many empty lines as stood before it, so that its lines keep their numbers
 * @throws ChartkitError `invalid-yaml` where Helm's parser cannot read a character, or a document does not begin with data
 */
export function documentsOf(text: string, source: string): readonly string[] {
  refuseUnreadable(text, source);
  // The line breaks of YAML 1.1, some of which the library `yaml` takes for text.
  const lines = text
    .replace(/\r\n?|\u0085/g, '\n')
    .replace(/\n$/, '')
    .split('\n');
  const separators = lines.flatMap((line, index) => (line.startsWith('---') ? [index] : []));
  const starts = [0, ...separators.map((index) => index + 1)];
  for (const index of separators) refuseTrailingText(lines[index] ?? '', source, index + 1);
  return starts.map((start, index) => {
    const document = lines.slice(start, separators[index]).map((line) => `${line}\n`);
    refuseDirective(document, source, start + 1);
    return '\n'.repeat(start) + document.join('');
  });
}

const unreadable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u2028\u2029\ufffe\uffff]|\p{Surrogate}/u;

function refuseUnreadable(text: string, source: string): void {
  const found = unreadable.exec(text);
  if (found === null) return;
  const line = text.slice(0, found.index).split(/\r\n?|[\n\u0085]/).length;
  const code = found[0].charCodeAt(0).toString(16).padStart(4, '0');
  const problem = `the character U+${code.toUpperCase()} cannot stand here`;
  throw invalidYaml(source, line, problem, `Write it as "\\u${code}" in double quotes`);
}

function refuseTrailingText(separator: string, source: string, line: number): void {
  if (/^---\s*(?:#.*)?$/.test(separator)) return;
  throw invalidYaml(source, line, 'only a comment may follow --- on its line', 'Start the document on the next line');
}

function refuseDirective(document: readonly string[], source: string, firstLine: number): void {
  const index = document.findIndex((line) => /^\s*[^\s#]/.test(line));
  if (index === -1 || !/^\s*(?:%|\.\.\.)/.test(document[index] ?? '')) return;
  const problem = 'a values file has no directives (%) and no end marks (...)';
  throw invalidYaml(source, firstLine + index, problem, 'Remove the line');
}
