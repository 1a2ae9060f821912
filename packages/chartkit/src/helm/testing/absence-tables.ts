import {
  chart,
  each,
  entries,
  entry,
  eq,
  file,
  hasApiVersion,
  helper,
  length,
  lookup,
  mapEntries,
  optional,
  orElse,
  quote,
  release,
  required,
  str,
  toJson,
  toText,
  when,
  withValue,
} from '../../index.js';
import type { TruthTable } from './truth-table-chart.js';
import { row } from './truth-table-chart.js';

const largest = 9_007_199_254_740_991;

/** What may be absent. The inputs are a map without keys, one with empty values and one with others. */
export const absenceTable: TruthTable = ({
  booleans,
  integers,
  optionals,
  texts,
  emptyText,
  emptyList,
  emptyMap,
  text,
  zero,
}) => ({
  field: row(
    each(optionals, (item) => ({ fixed: 1, text: item.text, integer: item.integer, flag: item.flag })),
    [
      { fixed: 1 },
      { fixed: 1, text: '', integer: 0, flag: false },
      { fixed: 1, text: 'yes', integer: 1_000_000, flag: true },
    ],
  ),
  structure: row(
    each(optionals, (item) => ({ fixed: 1, list: item.list, map: item.map })),
    [{ fixed: 1 }, { fixed: 1, list: [], map: {} }, { fixed: 1, list: ['{{'], map: { '1e3': largest } }],
  ),
  spread: row(
    each(optionals, (item) => ({ fixed: 1, map: { ...item.map }, list: [item.list] })),
    [{ fixed: 1 }, { fixed: 1 }, { fixed: 1, map: { '1e3': largest }, list: ['{{'] }],
  ),
  mapItems: row(['first', each(optionals, (item) => item.map)], ['first', {}, { '1e3': largest }]),
  listItems: row(['first', each(optionals, (item) => item.list)], ['first', '{{']),
  optional: row(
    each(optionals, (item) => ({ fixed: 1, text: optional(item.text), list: optional(item.list) })),
    [{ fixed: 1 }, { fixed: 1 }, { fixed: 1, text: 'yes', list: ['{{'] }],
  ),
  required: row(required(text, 'is {{ needed }}'), '{{ "x" }}'),
  requiredInText: row(str`<${required(text, 'is needed')}>`, '<{{ "x" }}>'),
  // Only what is absent and an empty text are refused.
  requiredIntegers: row(
    each(integers, (item) => required(item, 'is needed')),
    [0, 7, -1, 999_999, 1_000_000, largest],
  ),
  requiredFlags: row(
    each(booleans, (item) => required(item, 'is needed')),
    [true, false],
  ),
  requiredEmptyList: row(required(emptyList, 'is needed'), []),
  requiredEmptyMap: row(required(emptyMap, 'is needed'), {}),
  requiredOptionals: row(
    each(optionals, (item) => when(item.text, required(item.integer, 'is needed'), 0)),
    [0, 0, 1_000_000],
  ),
  requiredNotTaken: row(
    each(texts, (item) => when(item, required(item, 'is needed'), 'none')),
    ['none', 'yes', '1e3', '{{', 'é漢😀', 'two\nlines\n', `say "it's"`, 'C:\\new'],
  ),
  orElse: row(
    each(optionals, (item) => orElse(item.text, '{{')),
    ['{{', '{{', 'yes'],
  ),
  orElseInteger: row(
    each(optionals, (item) => orElse(item.integer, 1_000_001)),
    [1_000_001, 1_000_001, 1_000_000],
  ),
  when: row(
    each(optionals, (item) => when(item.flag, 'on', 'off')),
    ['off', 'off', 'on'],
  ),
  withValue: row(
    ['first', each(optionals, (item) => withValue(item.integer, (present) => str`is ${present}`))],
    ['first', 'is 1000000'],
  ),
  json: row(
    each(optionals, (item) => toJson(item)),
    [
      '{}',
      '{"flag":false,"integer":0,"list":[],"map":{},"text":""}',
      '{"flag":true,"integer":1000000,"list":["{{"],"map":{"1e3":9007199254740991},"text":"yes"}',
    ],
  ),
  items: row(
    ['first', optional(emptyText), optional(text), emptyList, texts, when(zero, 'no')],
    ['first', '{{ "x" }}', '', 'yes', '1e3', '{{', 'é漢😀', 'two\nlines\n', `say "it's"`, 'C:\\new'],
  ),
  emptyList: row(emptyList, []),
  emptyMap: row(emptyMap, {}),
  literals: row(
    { list: [], map: {}, text: '', zero: 0, no: false },
    { list: [], map: {}, text: '', zero: 0, no: false },
  ),
  optionalEmpty: row(optional(emptyMap), undefined),
  onlyDynamic: row([optional(emptyText), emptyList], undefined),
  onlyChosenSpread: row({ ...when(text, emptyMap) }, undefined),
  onlyChosenList: row([when(text, emptyList)], undefined),
  oneOfTwoLists: row([when(zero, texts, emptyList)], undefined),
  emptyMapItem: row([emptyMap], [{}]),
  onlySpread: row({ ...emptyMap }, undefined),
});

/** Loops over maps, and looking into them. Keys come in the order of their bytes. */
export const mapTable: TruthTable = ({ map, byteCounts, emptyMap, emptyText, text, million }) => ({
  entries: row(
    entries(map, (name, value) => ({ name, value })),
    [
      { name: '1e3', value: '' },
      { name: 'A', value: 'two\nlines' },
      { name: 'a', value: '"\\' },
      { name: 'yes', value: 'no' },
      { name: 'é', value: '{{' },
    ],
  ),
  entriesAsTexts: row(
    entries(byteCounts, (name, value) => str`${name}=${value}`),
    ['big=9007199254740991', 'million=1000000', 'nothing=0'],
  ),
  nested: row(
    entries(map, (outer) => ({ outer, inner: [entries(byteCounts, (inner) => str`${outer}/${inner}`)] })),
    ['1e3', 'A', 'a', 'yes', 'é'].map((outer) => ({
      outer,
      inner: [`${outer}/big`, `${outer}/million`, `${outer}/nothing`],
    })),
  ),
  mapEntries: row(
    mapEntries(map, (key, value) => [str`{{${key}`, quote(value)]),
    { '{{1e3': '""', '{{A': '"two\\nlines"', '{{a': '"\\"\\\\"', '{{yes': '"no"', '{{é': '"{{"' },
  ),
  mapEntriesOfNumbers: row(
    mapEntries(byteCounts, (key, value) => [key, { value, text: toText(value) }]),
    {
      big: { value: largest, text: '9007199254740991' },
      million: { value: 1_000_000, text: '1000000' },
      nothing: { value: 0, text: '0' },
    },
  ),
  entry: row(entry(text, million), { '{{ "x" }}': 1_000_000 }),
  entrySpread: row({ first: 1, ...entry(str`${text}-2`, text) }, { first: 1, '{{ "x" }}-2': '{{ "x" }}' }),
  spread: row(
    { first: 1, ...map, ...emptyMap },
    { first: 1, yes: 'no', '1e3': '', é: '{{', A: 'two\nlines', a: '"\\' },
  ),
  lookup: row(lookup(map, 'A'), 'two\nlines'),
  lookupMissing: row(lookup(map, 'missing'), undefined),
  lookupEmpty: row(lookup(map, '1e3'), ''),
  lookupByValue: row(orElse(lookup(map, emptyText), text), '{{ "x" }}'),
  lookupInteger: row(orElse(lookup(byteCounts, 'big'), 1), largest),
  lookupZero: row({ fixed: 1, zero: lookup(byteCounts, 'nothing') }, { fixed: 1, zero: 0 }),
  length: row(length(map), 5),
  lengthOfEmpty: row(length(emptyMap), 0),
  json: row(toJson(map), '{"1e3":"","A":"two\\nlines","a":"\\"\\\\","yes":"no","é":"{{"}'),
});

/** What a chart knows of its release and of itself. */
export const chartTable: TruthTable = ({ map, million }) => ({
  release: row(str`${release.name}.${release.namespace}/${release.service}`, 'test.tests/Helm'),
  chart: row([chart.name, chart.version, chart.appVersion], ['truth', '1.2.3', '1e3']),
  servedKind: row(hasApiVersion('example.com/v1/TruthTable'), true),
  missingApi: row(when(hasApiVersion('missing.example.com/v1'), 1), undefined),
  file: row(file('static.txt', 'a {{ b }}\n  "é"\n'), 'a {{ b }}\n  "é"\n'),
  oddFiles: row(
    ['  indented\nthen not\n', 'no line feed\nat the end', 'many\n\n\n', 'one line', '', 'blank \nat end\n'].map(
      (text, index) => file(`odd-${String(index)}.txt`, text),
    ),
    ['  indented\nthen not\n', 'no line feed\nat the end', 'many\n\n\n', 'one line', '', 'blank \nat end\n'],
  ),
  helper: row(helper<string>('test.text', 'A text.', str`{{${release.name}`), '{{test'),
  helperWithNumber: row(helper<number>('test.number', 'A number.', million), 1_000_000),
  helperWithBoolean: row(helper<boolean>('test.boolean', 'A boolean.', eq(million, 1_000_000)), true),
  helperWithMap: row(
    { ...helper<Record<string, string>>('test.map', 'A map.', { fixed: 'yes', ...map }), last: 'x' },
    { fixed: 'yes', yes: 'no', '1e3': '', é: '{{', A: 'two\nlines', a: '"\\', last: 'x' },
  ),
});
