import {
  and,
  base64,
  contains,
  each,
  endsWith,
  eq,
  helper,
  join,
  length,
  lines,
  lower,
  ne,
  quote,
  replace,
  sha256,
  startsWith,
  str,
  toJson,
  toText,
  trimSuffix,
  truncate,
  urlPort,
  when,
  wholeNumber,
  yamlText,
} from '../../index.js';
import type { TruthTable } from './truth-table-chart.js';
import { row } from './truth-table-chart.js';

/** Operators on texts. The inputs are '', 'yes', '1e3', '{{', 'é漢😀', 'two\nlines\n', `say "it's"` and 'C:\\new'. */
export const textTable: TruthTable = ({ texts, words, lists, text, emptyText, urls }) => ({
  itself: row(
    each(texts, (item) => item),
    ['', 'yes', '1e3', '{{', 'é漢😀', 'two\nlines\n', `say "it's"`, 'C:\\new'],
  ),
  str: row(
    each(texts, (item) => str`<${item}>%d\\"{{`),
    [
      '<>%d\\"{{',
      '<yes>%d\\"{{',
      '<1e3>%d\\"{{',
      '<{{>%d\\"{{',
      '<é漢😀>%d\\"{{',
      '<two\nlines\n>%d\\"{{',
      `<say "it's">%d\\"{{`,
      '<C:\\new>%d\\"{{',
    ],
  ),
  strTwice: row(str`${emptyText}${text}${emptyText}`, '{{ "x" }}'),
  quote: row(
    each(texts, (item) => quote(item)),
    ['""', '"yes"', '"1e3"', '"{{"', '"é漢😀"', '"two\\nlines\\n"', `"say \\"it's\\""`, '"C:\\\\new"'],
  ),
  toJson: row(
    each(texts, (item) => toJson(item)),
    ['""', '"yes"', '"1e3"', '"{{"', '"é漢😀"', '"two\\nlines\\n"', `"say \\"it's\\""`, '"C:\\\\new"'],
  ),
  toText: row(
    each(texts, (item) => toText(item)),
    ['', 'yes', '1e3', '{{', 'é漢😀', 'two\nlines\n', `say "it's"`, 'C:\\new'],
  ),
  lower: row(
    each(texts, (item) => lower(str`${item}ÀZ`)),
    ['àz', 'yesàz', '1e3àz', '{{àz', 'é漢😀àz', 'two\nlines\nàz', `say "it's"àz`, 'c:\\newàz'],
  ),
  truncate: row(
    each(texts, (item) => truncate(2, item)),
    ['', 'ye', '1e', '{{', 'é', 'tw', 'sa', 'C:'],
  ),
  trimSuffix: row(
    each(texts, (item) => trimSuffix('s', item)),
    ['', 'ye', '1e3', '{{', 'é漢😀', 'two\nlines\n', `say "it's"`, 'C:\\new'],
  ),
  replace: row(
    each(texts, (item) => replace('e', '"\\', item)),
    ['', 'y"\\s', '1"\\3', '{{', 'é漢😀', 'two\nlin"\\s\n', `say "it's"`, 'C:\\n"\\w'],
  ),
  contains: row(
    each(texts, (item) => contains('e', item)),
    [false, true, true, false, false, true, false, true],
  ),
  startsWith: row(
    each(texts, (item) => startsWith('{{', item)),
    [false, false, false, true, false, false, false, false],
  ),
  endsWith: row(
    each(texts, (item) => endsWith('\n', item)),
    [false, false, false, false, false, true, false, false],
  ),
  base64: row(
    each(texts, (item) => base64(item)),
    ['', 'eWVz', 'MWUz', 'e3s=', 'w6nmvKLwn5iA', 'dHdvCmxpbmVzCg==', 'c2F5ICJpdCdzIg==', 'QzpcbmV3'],
  ),
  sha256: row(
    each(texts, (item) => truncate(8, sha256(item))),
    ['e3b0c442', '8a798890', '0b11ca01', '9d0e8aa2', '3ea05884', '3cd2b845', 'b4da8150', '1af8a3ab'],
  ),
  wholeNumber: row(
    each(words, (item) => wholeNumber(item)),
    // Digits behind a zero are octal, as Go reads them.
    [0, 0, 7, 0],
  ),
  wholeNumberInFront: row(wholeNumber(trimSuffix('Gi', str`${emptyText}12Gi`)), 12),
  urlPort: row(
    each(urls, (item) => urlPort(item)),
    [80, 80, 80, 443, 8080, 8443, 443, 9000, 443, 444, 80, 80],
  ),
  length: row(
    each(texts, (item) => length(item)),
    [0, 3, 3, 2, 9, 10, 10, 6],
  ),
  eq: row(
    each(texts, (item) => eq(item, '1e3')),
    [false, false, true, false, false, false, false, false],
  ),
  ne: row(
    each(texts, (item) => ne(item, '')),
    [false, true, true, true, true, true, true, true],
  ),
  join: row(
    each(lists, (items) => join('", ', items)),
    ['', 'only', '", yes", é", a\nb", "'],
  ),
  lengthOfList: row(
    each(lists, (items) => length(items)),
    [0, 1, 5],
  ),
  jsonOfList: row(
    each(lists, (items) => toJson(items)),
    ['[]', '["only"]', '["","yes","é","a\\nb","\\""]'],
  ),
  jsonOfTree: row(
    toJson(
      helper<object>('table.tree', 'A tree.', {
        block: lines(['{{', str`b ${length(words)}`]),
        texts: [each(texts, (item) => ({ item, absent: when(eq(item, 'yes'), 1) }))],
        absent: when(emptyText, 'x'),
        none: [when(emptyText, 'x')],
        big: 12345678901,
      }),
    ),
    '{"big":12345678901,"block":"{{\\nb 4\\n","texts":[{"item":""},{"absent":1,"item":"yes"},{"item":"1e3"},' +
      '{"item":"{{"},{"item":"é漢😀"},{"item":"two\\nlines\\n"},{"item":"say \\"it\'s\\""},{"item":"C:\\\\new"}]}',
  ),
  jsonOfListTree: row(toJson(helper<string[]>('table.list', 'A list.', ['{{', text])), '["{{","{{ \\"x\\" }}"]'),
  blanksOfLines: row(
    quote(helper<string>('table.lines', 'Lines.', lines([when(emptyText, '  a'), when(text, '  b'), '  c']))),
    '"  b\\n  c"',
  ),
  combined: row(
    each(texts, (item) => when(and(item, ne(item, 'yes')), quote(item), 'none')),
    ['none', 'none', '"1e3"', '"{{"', '"é漢😀"', '"two\\nlines\\n"', `"say \\"it's\\""`, '"C:\\\\new"'],
  ),
});

/** Texts whose format lets them stand unquoted or between double quotes. */
export const formattedTextTable: TruthTable = ({ lines: quotable, words }) => ({
  double: row(
    each(quotable, (item) => str`a"\\\n${item}`),
    ['a"\\\n', 'a"\\\nyes', 'a"\\\n1e3', 'a"\\\n{{', 'a"\\\né漢😀', 'a"\\\n: #', 'a"\\\n x '],
  ),
  plain: row(
    each(words, (item) => str`${item}-web`),
    ['yes-web', '1e3-web', '007-web', 'null-web'],
  ),
  notPlain: row(
    each(words, (item) => str`${item}-1`),
    ['yes-1', '1e3-1', '007-1', 'null-1'],
  ),
  word: row(
    each(words, (item) => item),
    ['yes', '1e3', '007', 'null'],
  ),
  brace: row(
    each(words, (item) => str`a{{{${item}}}`),
    ['a{{{yes}}', 'a{{{1e3}}', 'a{{{007}}', 'a{{{null}}'],
  ),
  braceInLines: row(lines([each(words, (item) => str`{${item}}`), 'x']), '{yes}\n{1e3}\n{007}\n{null}\nx\n'),
  twoWords: row(
    each(words, (item) => str`${item}${item}`),
    ['yesyes', '1e31e3', '007007', 'nullnull'],
  ),
  lines: row(
    lines(['{{ "first" }}', each(quotable, (item) => str`<${item}>`), '', '  last']),
    '{{ "first" }}\n<>\n<yes>\n<1e3>\n<{{>\n<é漢😀>\n<: #>\n< x >\n\n  last\n',
  ),
  yamlText: row(
    yamlText({ literal: '{{ x }}', yes: 'no', words, quotable: [quotable, 'y'], nested: { lines: 'a\nb' } }),
    'literal: "{{ x }}"\n"yes": "no"\nwords: ["yes","1e3","007","null"]\nquotable:\n  - ""\n  - "yes"\n' +
      '  - "1e3"\n  - "{{"\n  - "é漢😀"\n  - ": #"\n  - " x "\n  - "y"\nnested:\n  lines: |-\n    a\n    b\n',
  ),
});
