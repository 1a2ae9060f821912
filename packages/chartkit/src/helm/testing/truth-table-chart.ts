import type { ValueRef, ValuesOf } from '../../index.js';
import {
  boolean,
  composeChart,
  integer,
  list,
  map,
  number,
  object,
  optionalField,
  resources,
  service,
  string,
} from '../../index.js';

const description = 'An input.';
const largest = Number.MAX_SAFE_INTEGER;
const anyInteger = integer({ minimum: -largest, maximum: largest, description });

const values = object(
  {
    texts: list(string({ description }), {
      default: ['', 'yes', '1e3', '{{', 'é漢😀', 'two\nlines\n', `say "it's"`, 'C:\\new'],
      description,
    }),
    lines: list(string({ format: 'quotableLine', description }), {
      default: ['', 'yes', '1e3', '{{', 'é漢😀', ': #', ' x '],
      description,
    }),
    words: list(string({ format: 'imageRepository', description }), {
      default: ['yes', '1e3', '007', 'null'],
      description,
    }),
    urls: list(string({ description }), {
      default: [
        ...['', 'yes', 'http://a', 'https://a', 'http://a:8080', 'https://a:8443/b:1?c=:2#:3', 'https://[::1]'],
        ...['http://[2001:db8::1]:9000/', 'https://user:pw@a', 'https://user:1@a:444', 'http://a:/', 'http://a?b:1'],
      ],
      description,
    }),
    integers: list(anyInteger, { default: [0, 7, -1, 999_999, 1_000_000, largest], description }),
    smallIntegers: list(integer({ minimum: 0, maximum: 999_999, description }), { default: [0, 999_999], description }),
    numbers: list(number({ minimum: -1e21, maximum: 1e21, description }), {
      default: [0, 0.1, 1e-7, 5, 999_999, 1_000_000, 1e21],
      description,
    }),
    booleans: list(boolean({ description }), { default: [true, false], description }),
    optionals: list(
      object(
        {
          text: optionalField(string({ description })),
          integer: optionalField(anyInteger),
          flag: optionalField(boolean({ description })),
          list: optionalField(list(string({ description }), { description })),
          map: optionalField(map(anyInteger, { description })),
        },
        { description },
      ),
      {
        default: [
          {},
          { text: '', integer: 0, flag: false, list: [], map: {} },
          { text: 'yes', integer: 1_000_000, flag: true, list: ['{{'], map: { '1e3': largest } },
        ],
        description,
      },
    ),
    lists: list(list(string({ description }), { description }), {
      default: [[], ['only'], ['', 'yes', 'é', 'a\nb', '"']],
      description,
    }),
    map: map(string({ description }), {
      default: { yes: 'no', '1e3': '', é: '{{', A: 'two\nlines', a: '"\\' },
      description,
    }),
    byteCounts: map(anyInteger, { default: { big: largest, million: 1_000_000, nothing: 0 }, description }),
    emptyMap: map(string({ description }), { default: {}, description }),
    emptyList: list(string({ description }), { default: [], description }),
    emptyText: string({ default: '', description }),
    text: string({ default: '{{ "x" }}', description }),
    zero: integer({ default: 0, minimum: 0, maximum: 10, description }),
    million: integer({ default: 1_000_000, minimum: 0, maximum: largest, description }),
    no: boolean({ default: false, description }),
    yes: boolean({ default: true, description }),
  },
  { description: 'Inputs that have broken templates before.' },
);

/** The inputs as expressions. */
export type Inputs = ValueRef<ValuesOf<typeof values>>;

/** What one operator makes of its inputs: the expression, and the result that a person worked out. */
export interface TruthRow {
  readonly tree: unknown;
  readonly expected: unknown;
}

/** Rows by what they show. */
export type TruthTable = (inputs: Inputs) => Readonly<Record<string, TruthRow>>;

const table = resources.customResource<{ metadata: { name: string }; rows: Record<string, unknown> }>(
  'example.com/v1',
  'TruthTable',
);

/** One row; a short form for tables. */
export const row = (tree: unknown, expected: unknown): TruthRow => ({ tree, expected });

/** A chart with one object a row, and the objects that must come out. */
export function truthTableChart(tables: Readonly<Record<string, TruthTable>>) {
  const expected: object[] = [];
  const inputs = service({
    name: 'inputs',
    source: 'inputs.ts',
    key: 'inputs',
    values,
    build: (scope, references) => {
      for (const [tableName, rowsOf] of Object.entries(tables)) {
        const rows = Object.entries(rowsOf(references));
        table(
          scope,
          { metadata: { name: tableName }, rows: Object.fromEntries(rows.map(([name, { tree }]) => [name, tree])) },
          { id: tableName },
        );
        const results = rows.filter(([, result]) => result.expected !== undefined);
        expected.push({
          apiVersion: 'example.com/v1',
          kind: 'TruthTable',
          metadata: { name: tableName, namespace: 'tests' },
          rows: Object.fromEntries(results.map(([name, result]) => [name, result.expected])),
        });
      }
    },
  });
  const chart = composeChart({
    metadata: { name: 'truth', version: '1.2.3', appVersion: '1e3', description: 'x', kubeVersion: '>=1.30.0-0' },
    common: object({}, { description: 'Nothing.' }),
    services: [inputs],
  });
  return { chart, expected };
}
