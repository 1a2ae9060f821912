import { describe, expect, it } from 'vitest';

import { each, lines, not, orElse, quote, sha256, str, toText, when, yamlText } from '../index.js';
import { templateOf } from './testing/template-of.js';

describe('texts, numbers and literal YAML in a printed template', () => {
  it('is literal YAML where nothing is dynamic', () => {
    expect(
      templateOf(() => ({
        text: 'plain words',
        quoted: ['yes', '', '1e3', '007', 'a: b', '# x', '"', '\\'],
        number: 1_000_000,
        fraction: 1e-7,
        active: true,
        empty: { list: [], map: {} },
        '1e3': 'numeric key',
        items: [{ name: 'a', value: 1 }, { name: 'b' }],
      })),
    ).toBe(`text: plain words
quoted:
  - "yes"
  - ""
  - "1e3"
  - "007"
  - "a: b"
  - "# x"
  - "\\""
  - "\\\\"
number: 1000000
fraction: 1e-7
active: true
empty:
  list: []
  map: {}
"1e3": numeric key
items:
  - name: a
    value: 1
  - name: b
`);
  });

  it('writes texts of several lines as blocks', () => {
    expect(
      templateOf(({ host, words, count, labels, text }) => ({
        literal: 'one\n\n  two {{ x }}\n',
        withoutEnd: 'one\ntwo',
        lines: lines([
          'first {{ x }}',
          when(host, str`host ${host}`),
          each(words, (word) => str`- ${word}`),
          quote(text),
          'last',
        ]),
        yaml: yamlText({ count, text, labels, nested: [{ on: true }, each(words, (word) => ({ word }))] }),
      })),
    ).toBe(`literal: |
  one

    two {{ "{{" }} x }}
withoutEnd: |-
  one
  two
lines: |
  first {{ "{{" }} x }}
  {{- if .Values.small.host }}
  host {{ .Values.small.host }}
  {{- end }}
  {{- range .Values.small.words }}
  - {{ . }}
  {{- end }}
  {{ .Values.small.text | quote }}
  last
yaml: |
  count: {{ .Values.small.count }}
  text: {{ .Values.small.text | quote }}
  labels: {{ toJson .Values.small.labels }}
  nested:
    - "on": true
    {{- range .Values.small.words }}
    - word: {{ . | quote }}
    {{- end }}
`);
  });

  it('escapes literal braces wherever they stand', () => {
    expect(
      templateOf(({ host, text }) => ({
        '{{key}}': '{{ value }}',
        items: ['{{', '}}', 'a{{b'],
        text: str`{{${host}}}`,
        quoted: str`{{${text}}}`,
      })),
    ).toBe(`"{{ "{{" }}key}}": "{{ "{{" }} value }}"
items:
  - "{{ "{{" }}"
  - "}}"
  - "a{{ "{{" }}b"
text: "{{ "{{" }}{{ .Values.small.host }}}}"
quoted: {{ printf "{{%s}}" .Values.small.text | quote }}
`);
  });

  it('prints scalars safely by their type', () => {
    expect(
      templateOf(({ text, name, count, size, enabled, host }) => ({
        text,
        name,
        count,
        size,
        enabled,
        asText: toText(size),
        fallback: orElse(text, 'yes'),
        url: str`http://${host}:${size}/`,
        image: str`${name}-web`,
        condition: not(enabled),
        sum: sha256(text),
      })),
    ).toBe(`text: {{ .Values.small.text | quote }}
name: {{ .Values.small.name | quote }}
count: {{ .Values.small.count }}
size: {{ .Values.small.size | int64 }}
enabled: {{ .Values.small.enabled }}
asText: {{ .Values.small.size | int64 | quote }}
fallback: {{ .Values.small.text | default "yes" | quote }}
url: "http://{{ .Values.small.host }}:{{ .Values.small.size | int64 }}/"
image: {{ .Values.small.name }}-web
condition: {{ not .Values.small.enabled }}
sum: {{ .Values.small.text | sha256sum | quote }}
`);
  });

  it('keeps a single brace before an expression apart from it', () => {
    expect(
      templateOf(({ host, name }) => ({
        text: str`{${host}}`,
        word: str`a{${name}`,
        three: str`a${name}{{{${name}`,
      })),
    ).toBe(`text: "{{ "{" }}{{ .Values.small.host }}}"
word: "a{{ "{" }}{{ .Values.small.name }}"
three: "a{{ .Values.small.name }}{{ "{{" }}{{ "{" }}{{ .Values.small.name }}"
`);
  });
});
