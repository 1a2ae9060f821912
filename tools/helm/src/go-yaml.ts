import type { ScalarTag, Tags } from 'yaml';
import { parseAllDocuments, Scalar } from 'yaml';

/**
 * The plain scalars of YAML 1.1 as the parser of Kubernetes and Helm (go-yaml v2) reads them, which is not quite what the
 * YAML 1.1 schema of the library `yaml` says: no base 60, no timestamps, `0o17` and `017` are both octal.
 */
const scalars: readonly ScalarTag[] = [
  scalar('null', /^(?:~|null|Null|NULL)?$/, () => null),
  scalar('bool', /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/, () => true),
  scalar('bool', /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/, () => false),
  scalar('float', /^\.(?:nan|NaN|NAN)$/, () => NaN),
  scalar('float', /^[-+]?\.(?:inf|Inf|INF)$/, (text) => (text.startsWith('-') ? -Infinity : Infinity)),
  scalar('int', /^[-+]?0[xX]_*[0-9a-fA-F][0-9a-fA-F_]*$/, (text) => integer(text, 16)),
  scalar('int', /^[-+]?0[oO]_*[0-7][0-7_]*$/, (text) => integer(text, 8)),
  scalar('int', /^[-+]?0[bB]_*[01][01_]*$/, (text) => integer(text, 2)),
  scalar('int', /^[-+]?0[0-7_]*$/, (text) => integer(text, 8)),
  scalar('float', /^[-+]?(?:[0-9][0-9_]*\.?[0-9_]*)(?:[eE][-+]?[0-9][0-9_]*)?$/, decimal),
  scalar('float', /^[-+]?\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+)?$/, decimal),
];

function scalar(name: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag {
  return { tag: `tag:yaml.org,2002:${name}`, default: true, test, resolve };
}

/** A number beyond the range of a float64 stays a text. */
function decimal(text: string): number | string {
  const number = Number(text.replaceAll('_', ''));
  return Number.isFinite(number) ? number : text;
}

function integer(text: string, base: number): number {
  const digits = text.replaceAll('_', '').replace(/^([-+]?)0[xXoObB]/, '$1');
  // Go's integers have no negative zero.
  return parseInt(digits, base) + 0;
}

/** Line breaks of YAML 1.1 that the library `yaml` takes for text, and characters that Go's parser refuses. */
const unreadable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/;

// Explicit texts and structures come from the failsafe schema.
const customTags = (tags: Tags): Tags => [...tags, ...scalars];

/**
 * Parses all documents of a YAML text as Kubernetes does, without the empty ones. Stricter in one point: a key that stands
 * twice in a map is an error, since an API server would silently drop one of the two.
 *
 * @throws Error with the line of the first mistake
 */
export function parseGoYaml(text: string): readonly unknown[] {
  const found = unreadable.exec(text);
  if (found !== null) {
    const line = text.slice(0, found.index).split('\n').length;
    const character = `\\u${found[0].charCodeAt(0).toString(16).padStart(4, '0')}`;
    throw new Error(
      `line ${line} holds the character ${character} as it is, which Kubernetes does not read as text; print it as an escape in double quotes`,
    );
  }
  const documents = parseAllDocuments(text, {
    version: '1.1',
    schema: 'failsafe',
    customTags,
    uniqueKeys: true,
    prettyErrors: true,
  });
  return documents.flatMap((document) => {
    const [mistake] = document.errors;
    if (mistake !== undefined) throw new Error(`not a valid YAML document: ${mistake.message}`);
    const value: unknown = document.toJS();
    return value === null || value === undefined || (document.contents instanceof Scalar && value === '')
      ? []
      : [value];
  });
}
