import { ChartkitError } from '../errors.js';
import type { Node, NodeOfKind, NodeVisitor } from '../expr/node.js';
import { visit } from '../expr/node.js';
import { typeOf } from '../expr/type-of.js';
import type { ValueType } from '../expr/value-type.js';
import { goQuote } from '../go/go-quote.js';
import { startsWithAction } from '../yaml/starts-with-action.js';
import type { PrintScope } from './print-scope.js';

/** A piece of a template action and how tightly it binds: an `atom` is an argument as it is, others need parentheses. */
interface Code {
  readonly text: string;
  readonly form: 'atom' | 'call' | 'pipe';
}

const atom = (text: string): Code => ({ text, form: 'atom' });
const invoke = (name: string, ...args: readonly string[]): Code => ({ text: [name, ...args].join(' '), form: 'call' });

/** Functions that return Go integers; any other integer may be a float64, which Go prints with an exponent. */
const integerFunctions = new Set(['add', 'sub', 'mul', 'div', 'int64', 'len']);
const isGoInteger = (node: Node): boolean =>
  node.kind === 'literal' || (node.kind === 'call' && integerFunctions.has(node.function));

const codes: NodeVisitor<PrintScope, Code> = {
  literal: ({ value }) => atom(typeof value === 'string' ? goQuote(value) : String(value)),
  object: ({ fields }, scope) =>
    fields.length === 0
      ? atom('dict')
      : invoke(
          'dict',
          ...fields.flatMap(({ key, value }) =>
            key === undefined ? notAnArgument('object') : [goQuote(key), argument(value, scope)],
          ),
        ),
  array: ({ items }, scope) =>
    items.length === 0 ? atom('list') : invoke('list', ...items.map((item) => argument(item, scope))),
  reference: ({ root, path }, scope) => atom(`${scope.root}${field(`.${root}`, path)}`),
  variable: ({ variable, path }, { variables }) => {
    const name = variables.get(variable);
    if (name === undefined) {
      throw new ChartkitError({
        code: 'variable-outside-loop',
        problem: 'the item of a loop or the value of withValue() is used outside of its body',
        remedy: 'Use it only in the function that receives it; a helper() body cannot use it at all',
      });
    }
    return atom(name === '.' && path.length > 0 ? field('', path) : field(name, path));
  },
  text: ({ parts }, scope) => {
    const [only] = parts;
    if (parts.length === 0) return atom('""');
    if (parts.length === 1 && only !== undefined && typeOf(only).kind === 'string') return code(only, scope);
    const format = parts
      .map((part) => (part.kind === 'literal' ? String(part.value).replaceAll('%', '%%') : verb(part)))
      .join('');
    const args = parts.filter((part) => part.kind !== 'literal').map((part) => argument(part, scope));
    return invoke('printf', goQuote(format), ...args);
  },
  comparison: ({ operator, left, right }, scope) => invoke(operator, argument(left, scope), argument(right, scope)),
  logic: ({ operator, operands }, scope) => invoke(operator, ...operands.map((operand) => argument(operand, scope))),
  choice: ({ condition, then, otherwise }, scope) =>
    otherwise === undefined
      ? notAnArgument('choice without an alternative')
      : invoke(
          'ternary',
          argument(then, scope),
          argument(otherwise, scope),
          parenthesise(booleanCode(condition, scope)),
        ),
  fallback: ({ value, fallback }, scope) => ({
    text: `${code(value, scope).text} | default ${argument(fallback, scope)}`,
    form: 'pipe',
  }),
  bind: ({ value, variable, body }, scope) =>
    body.kind === 'variable' && body.variable === variable && body.path.length === 0
      ? code(value, scope)
      : notAnArgument('withValue'),
  loop: () => notAnArgument('loop'),
  entries: () => notAnArgument('loop'),
  mapEntries: () => notAnArgument('loop'),
  entry: ({ key, value }, scope) => invoke('dict', argument(key, scope), argument(value, scope)),
  lookup: ({ map, key }, scope) => invoke('index', argument(map, scope), argument(key, scope)),
  call: ({ function: name, args }, scope) => {
    const first = args.slice(0, -1).map((arg) => argument(arg, scope));
    const subject = args.at(-1);
    if (subject === undefined || integerFunctions.has(name))
      return invoke(name, ...args.map((arg) => argument(arg, scope)));
    if (name === 'contains' || name === 'hasPrefix' || name === 'hasSuffix')
      return invoke(name, ...first, argument(subject, scope));
    const piped =
      subject.kind === 'literal' || typeOf(subject).kind === 'integer'
        ? argument(subject, scope)
        : code(subject, scope).text;
    return { text: [piped, [name, ...first].join(' ')].join(' | '), form: 'pipe' };
  },
  // The value as it is: an integer made of an absent one would be 0, which is not refused.
  required: ({ value, sentence }, scope) => invoke('required', goQuote(sentence), parenthesise(code(value, scope))),
  // Behind a colon at the very end: an IPv6 address has its own within brackets.
  urlPort: ({ url }, scope) => ({
    text: `regexFind ":[0-9]+$" (urlParse ${argument(url, scope)}).host | trimPrefix ":"`,
    form: 'pipe',
  }),
  include: (node, scope) => {
    const included = includeCode(node, scope);
    const parse = parsers[typeOf(node.body).kind];
    return parse === undefined ? included : { text: `${included.text} | ${parse}`, form: 'pipe' };
  },
  file: ({ path }, { root }) => invoke(`${root}.Files.Get`, goQuote(`files/${path}`)),
  capability: ({ apiVersion }, { root }) => invoke(`${root}.Capabilities.APIVersions.Has`, goQuote(apiVersion)),
  lines: () => notAnArgument('text block'),
  yaml: () => notAnArgument('text block'),
};

/** A named tree as the text that `include` gives. */
function includeCode({ name, body }: NodeOfKind<'include'>, { root }: PrintScope): Code {
  const included = invoke('include', goQuote(name), root === '' ? '.' : '$');
  const isBlock = body.kind === 'lines' || body.kind === 'yaml';
  return isBlock && startsWithAction(body) ? { text: `${included.text} | trimPrefix "\\n"`, form: 'pipe' } : included;
}

/** What makes a named list or map of its text, where a function or a condition wants it. */
const parsers: Readonly<Partial<Record<ValueType['kind'], string>>> = { list: 'fromYamlArray', map: 'fromYaml' };

function notAnArgument(what: string): never {
  throw new ChartkitError({
    code: 'tree-as-argument',
    problem: `a ${what} cannot be the argument of a function`,
    remedy: 'Give the tree a name with helper(), or put the function inside the tree',
  });
}

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A path below something, with `index` from the first key on that is no identifier. */
function field(base: string, path: readonly string[]): string {
  const firstOdd = path.findIndex((key) => !identifier.test(key));
  if (firstOdd < 0) return [base, ...path].join('.');
  const head = [base, ...path.slice(0, firstOdd)].join('.') || '.';
  return `(index ${head} ${path.slice(firstOdd).map(goQuote).join(' ')})`;
}

const verb = (node: Node): string => {
  const { kind } = typeOf(node);
  return kind === 'string' ? '%s' : kind === 'integer' ? '%d' : '%v';
};

const parenthesise = ({ text, form }: Code): string => (form === 'atom' ? text : `(${text})`);

/** A condition as a real boolean, which `ternary` insists on, where `if` takes any value. */
function booleanCode(node: Node, scope: PrintScope): Code {
  if (isBoolean(node)) return code(node, scope);
  if (node.kind === 'logic') {
    return invoke(node.operator, ...node.operands.map((operand) => parenthesise(booleanCode(operand, scope))));
  }
  // A boolean that may be absent; argument() would come back here.
  const value = typeOf(node).kind === 'boolean' ? parenthesise(code(node, scope)) : argument(node, scope);
  return invoke('not', `(empty ${value})`);
}

/** Whether Go sees a boolean: `and` and `or` return one of their operands. */
export const isBoolean = (node: Node): boolean =>
  node.kind === 'logic' && node.operator !== 'not'
    ? node.operands.every(isBoolean)
    : typeOf(node).kind === 'boolean' && !typeOf(node).optional;

const code = (node: Node, scope: PrintScope): Code => visit(node, codes, scope);

/** A node as an argument of a function. Integers become int64, since comparing and formatting a float64 differs. */
function argument(node: Node, scope: PrintScope): string {
  if (typeOf(node).kind === 'boolean') return parenthesise(booleanCode(node, scope));
  const made = code(node, scope);
  if (typeOf(node).kind === 'integer' && !isGoInteger(node)) {
    return made.form === 'pipe' ? `(${made.text} | int64)` : `(int64 ${parenthesise(made)})`;
  }
  return parenthesise(made);
}

/** A node as the argument of a function. */
export const argumentCode = argument;

/** A node as the condition of `if` or the pipeline of `with` and `range`. */
export const conditionCode = (node: Node, scope: PrintScope): string => code(node, scope).text;

/** A node as a pipeline that Go prints as we do: integers in digits, logic as a boolean. */
export function pipelineCode(node: Node, scope: PrintScope): string {
  const { kind, small } = typeOf(node);
  if (kind === 'boolean' && node.kind === 'logic') return booleanCode(node, scope).text;
  const { text } = code(node, scope);
  return kind === 'integer' && !small && !isGoInteger(node) ? `${text} | int64` : text;
}

/** A named tree as the text of its definition, to be indented where it stands. */
export const includedText = (node: NodeOfKind<'include'>, scope: PrintScope): string => includeCode(node, scope).text;

/** The pipeline of a number or boolean that is to become a text. */
export const textPipelineCode = pipelineCode;
