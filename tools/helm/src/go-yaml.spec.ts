import { describe, expect, it } from 'vitest';

import { helmVersions } from './binaries.js';
import { parseGoYaml } from './go-yaml.js';
import { renderTexts } from './render-texts.js';

/** Plain scalars, and what Kubernetes and Helm read. */
const scalars: readonly (readonly [text: string, value: unknown])[] = [
  ['', null],
  ['~', null],
  ['null', null],
  ['Null', null],
  ['nUll', 'nUll'],
  ['yes', true],
  ['y', true],
  ['On', true],
  ['off', false],
  ['N', false],
  ['yEs', 'yEs'],
  ['"yes"', 'yes'],
  ["'12'", '12'],
  ['0', 0],
  ['-0', 0],
  ['+12', 12],
  ['1_000', 1000],
  ['017', 15],
  ['-017', -15],
  ['08', 8],
  ['09.5', 9.5],
  ['0o17', 15],
  ['0x1F', 31],
  ['0b101', 5],
  ['0x', '0x'],
  ['0o8', '0o8'],
  ['1e3', 1000],
  ['1.5E-3', 0.0015],
  ['.5', 0.5],
  ['-.5', -0.5],
  ['.7_1', 0.71],
  ['.7_', '.7_'],
  ['1_000.5', 1000.5],
  ['5.', 5],
  ['1e400', '1e400'],
  ['1e', '1e'],
  ['12:30:45', '12:30:45'],
  ['2001-12-14', '2001-12-14'],
  ['2001-12-14T21:59:43Z', '2001-12-14T21:59:43Z'],
  ['9007199254740991', 9007199254740991],
  ['1.2.3', '1.2.3'],
  ['<<', '<<'],
  ['=', '='],
  ['12Mi', '12Mi'],
];

describe('parseGoYaml', () => {
  it.each(scalars)('reads the scalar %j', (text, value) => {
    expect(parseGoYaml(`key: ${text}`)).toEqual([{ key: value }]);
  });

  it.each(helmVersions())('reads scalars as Helm $version does', async (binary) => {
    const templates = Object.fromEntries(
      scalars.map((_, index) => [`${index}`, `{{ (index .Values.texts ${index} | fromYaml).key | toJson }}`]),
    );
    const texts = scalars.map(([text]) => `key: ${text}`);
    const rendered = await renderTexts(binary, templates, { values: { texts } });
    expect(Object.values(rendered).map((text) => JSON.parse(text) as unknown)).toEqual(
      scalars.map(([, value]) => value),
    );
  });

  it('gives the documents that are not empty', () => {
    expect(parseGoYaml('---\n# nothing\n---\na: 1\n---\n---\nb: |\n  text\n')).toEqual([{ a: 1 }, { b: 'text\n' }]);
  });

  it.each(['\\u2028', '\\u2029', '\\u0085', '\\u0000', '\\u007f'])('refuses the raw character %s', (escaped) => {
    const character = JSON.parse(`"${escaped}"`) as string;
    expect(() => parseGoYaml(`a: 1\nb: "x${character}y"\n`)).toThrow(
      `line 2 holds the character ${escaped} as it is, which Kubernetes does not read as text; print it as an escape in double quotes`,
    );
  });

  it('refuses a key that stands twice in a map, with its line', () => {
    expect(() => parseGoYaml('a: 1\nb:\n  c: 1\n  c: 2\n')).toThrow(/Map keys must be unique at line 4, column 3/);
  });
});
