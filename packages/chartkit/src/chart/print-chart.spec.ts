import { describe, expect, it } from 'vitest';

import {
  and,
  each,
  entries,
  file,
  eq,
  gt,
  helper,
  lines,
  not,
  optional,
  orElse,
  printChart,
  quote,
  release,
  resources,
  rule,
  sha256,
  str,
  toText,
  when,
  withValue,
  yamlText,
} from '../index.js';
import type { SmallValues } from './testing/small-chart.js';
import { smallChart } from './testing/small-chart.js';

const object = resources.customResource<Record<string, unknown>>('v1', 'Thing');

/** The template of one object. */
function templateOf(fields: (values: SmallValues) => Readonly<Record<string, unknown>>): string {
  const model = smallChart((scope, values) => {
    object(scope, { metadata: { name: 'x' }, ...fields(values) });
  });
  const text = printChart(model).get('templates/small/thing.yaml') ?? '';
  expect(text.startsWith(head)).toBe(true);
  return text.slice(head.length);
}

const head = `{{- /* Generated from packages/small/src/builder.ts; change it there. */ -}}
apiVersion: v1
kind: Thing
metadata:
  name: x
  namespace: {{ .Release.Namespace | quote }}
`;

describe('a printed template', () => {
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

  it('chooses with if and else', () => {
    expect(
      templateOf(({ host, count, text }) => ({
        url: when(host, str`http://${host}/`, 'http://localhost/'),
        level: when(eq(count, 0), 'none', when(gt(count, 5), 'high', 'low')),
        structure: when(and(host, not(text)), { host }, { name: 'other', list: [1] }),
      })),
    ).toBe(`{{- if .Values.small.host }}
url: "http://{{ .Values.small.host }}/"
{{- else }}
url: "http://localhost/"
{{- end }}
{{- if eq (int64 .Values.small.count) 0 }}
level: none
{{- else if gt (int64 .Values.small.count) 5 }}
level: high
{{- else }}
level: low
{{- end }}
{{- if and .Values.small.host (not .Values.small.text) }}
structure:
  host: {{ .Values.small.host | quote }}
{{- else }}
structure:
  name: other
  list:
    - 1
{{- end }}
`);
  });

  it('shares one if between neighbours under the same condition', () => {
    expect(
      templateOf(({ enabled, host, count }) => ({
        first: when(enabled, count),
        second: when(enabled, { host }),
        third: when(host, 'x'),
      })),
    ).toBe(`{{- if .Values.small.enabled }}
first: {{ .Values.small.count }}
second:
  host: {{ .Values.small.host | quote }}
{{- end }}
{{- if .Values.small.host }}
third: x
{{- end }}
`);
  });

  it('leaves out what is not set', () => {
    expect(
      templateOf(({ host, labels, words, text }) => ({
        host: optional(host),
        labels: optional(labels),
        selector: withValue(host, (present) => ({ host: present, twice: str`${present}/${present}`, text })),
        words: [optional(host), words],
        outer: { inner: optional(text) },
      })),
    ).toBe(`{{- with .Values.small.host }}
host: {{ . | quote }}
{{- end }}
{{- with .Values.small.labels }}
labels:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.small.host }}
selector:
  host: {{ . | quote }}
  twice: "{{ . }}/{{ . }}"
  text: {{ $.Values.small.text | quote }}
{{- end }}
{{- if or .Values.small.host .Values.small.words }}
words:
  {{- with .Values.small.host }}
  - {{ . | quote }}
  {{- end }}
  {{- with .Values.small.words }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}
{{- with .Values.small.text }}
outer:
  inner: {{ . | quote }}
{{- end }}
`);
  });

  it('states a condition once, around the key of what is there under it alone', () => {
    expect(
      templateOf(({ labels, words, enabled, host, count }) => ({
        annotations: { ...labels },
        nested: { deeper: { ...optional(labels) } },
        listed: [words],
        single: [optional(host)],
        same: { first: when(enabled, 1), ...when(enabled, { second: 2, host: optional(host) }) },
        claims: [when(enabled, { name: 'data', size: count })],
        mixed: { fixed: 1, ...when(enabled, { second: 2 }), third: when(enabled, 3), ...optional(labels) },
        items: [{ labels: { ...labels } }, { name: 'x', labels: { ...labels } }],
      })),
    ).toBe(`{{- with .Values.small.labels }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.small.labels }}
nested:
  deeper:
    {{- toYaml . | nindent 4 }}
{{- end }}
{{- with .Values.small.words }}
listed:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.small.host }}
single:
  - {{ . | quote }}
{{- end }}
{{- if .Values.small.enabled }}
same:
  first: 1
  second: 2
  {{- with .Values.small.host }}
  host: {{ . | quote }}
  {{- end }}
claims:
  - name: data
    size: {{ .Values.small.count }}
{{- end }}
mixed:
  fixed: 1
  {{- if .Values.small.enabled }}
  second: 2
  third: 3
  {{- end }}
  {{- with .Values.small.labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
items:
  {{- with .Values.small.labels }}
  - labels:
      {{- toYaml . | nindent 6 }}
  {{- end }}
  - name: x
    {{- with .Values.small.labels }}
    labels:
      {{- toYaml . | nindent 6 }}
    {{- end }}
`);
  });

  it('ranges over lists and maps', () => {
    expect(
      templateOf(({ words, labels }) => ({
        words: each(words, (word) => str`${word}-web`),
        items: [{ name: 'fixed' }, each(words, (name) => ({ name }))],
        env: entries(labels, (name, value) => ({ name, value })),
        labels: { fixed: 'x', ...labels },
      })),
    ).toBe(`{{- if .Values.small.words }}
words:
  {{- range .Values.small.words }}
  - {{ . }}-web
  {{- end }}
{{- end }}
items:
  - name: fixed
  {{- range .Values.small.words }}
  - name: {{ . | quote }}
  {{- end }}
{{- if .Values.small.labels }}
env:
  {{- range $key, $value := .Values.small.labels }}
  - name: {{ $key | quote }}
    value: {{ $value | quote }}
  {{- end }}
{{- end }}
labels:
  fixed: x
  {{- with .Values.small.labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
`);
  });

  it('names the variables of nested loops that are used inside of others', () => {
    expect(
      templateOf(({ groups, labels, host }) => ({
        groups: each(groups, (group) => ({
          name: group.name,
          members: each(group.members, (member) => str`${group.name}/${member}`),
        })),
        pairs: entries(labels, (outer, value) => ({
          outer,
          inner: [value, entries(labels, (inner) => str`${outer}${inner}`)],
        })),
        bound: withValue(host, (present) => each(groups, (group) => str`${present}/${group.name}`)),
      })),
    ).toBe(`{{- if .Values.small.groups }}
groups:
  {{- range $item := .Values.small.groups }}
  - name: {{ $item.name | quote }}
    {{- if $item.members }}
    members:
      {{- range $item.members }}
      - "{{ $item.name }}/{{ . }}"
      {{- end }}
    {{- end }}
  {{- end }}
{{- end }}
{{- if .Values.small.labels }}
pairs:
  {{- range $key, $value := .Values.small.labels }}
  - outer: {{ $key | quote }}
    inner:
      - {{ $value | quote }}
      {{- range $key2, $value2 := $.Values.small.labels }}
      - {{ printf "%s%s" $key $key2 | quote }}
      {{- end }}
  {{- end }}
{{- end }}
{{- with $value := .Values.small.host }}
{{- if $.Values.small.groups }}
bound:
  {{- range $.Values.small.groups }}
  - "{{ $value }}/{{ .name }}"
  {{- end }}
{{- end }}
{{- end }}
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

describe('a printed chart', () => {
  const config = (host: SmallValues['host']) =>
    helper<string>('small.config', 'Configuration file.', lines(['# static', when(host, str`host ${host}`), 'end']));
  const model = smallChart(
    (scope, values) => {
      const name = helper<string>('small.name', 'Name of all objects.', when(values.host, values.name, release.name));
      const labels = helper<Record<string, string>>('small.labels', 'Labels of all objects.', {
        app: name,
        ...values.labels,
      });
      resources.configMap(
        scope,
        {
          metadata: { name, labels: { ...labels, own: 'x' } },
          data: { 'config.txt': config(values.host), 'large.txt': file('large.txt', 'large {{ text }}\n') },
        },
        { when: gt(values.count, 0) },
      );
      resources.pod(scope, {
        metadata: { name, annotations: { checksum: sha256(config(values.host)) }, labels },
        spec: { containers: [] },
      });
    },
    {
      enabled: (values) => values.enabled,
      rules: (values) => [
        rule(values.host, and(values.enabled, not(values.host)), 'is needed for {{ all }}'),
        rule(values.count, gt(values.count, 5), str`must not exceed 5, but is ${values.count}`),
      ],
    },
    { notes: lines(['Thank you for {{ it }}.', when(eq(release.name, 'x'), 'It is x.'), '', 'Bye.']) },
  );
  const files = printChart(model);

  it('has one file a thing, in order', () => {
    expect([...files.keys()]).toEqual([
      '.helmignore',
      'Chart.yaml',
      'files/large.txt',
      'templates/NOTES.txt',
      'templates/_helpers.tpl',
      'templates/rules.yaml',
      'templates/small/configmap.yaml',
      'templates/small/pod.yaml',
      'values.schema.json',
      'values.yaml',
    ]);
    expect(files.get('files/large.txt')).toBe('large {{ text }}\n');
  });

  it.each([
    'templates/small/configmap.yaml',
    'templates/small/pod.yaml',
    'templates/_helpers.tpl',
    'templates/rules.yaml',
    'templates/NOTES.txt',
    'Chart.yaml',
  ])('%s', (path) => {
    expect(files.get(path)).toBe(whole[path]);
  });
});

const whole: Readonly<Record<string, string>> = {
  'templates/small/configmap.yaml': `{{- /* Generated from packages/small/src/builder.ts; change it there. */ -}}
{{- if and .Values.small.enabled (gt (int64 .Values.small.count) 0) }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "small.name" . | quote }}
  namespace: {{ .Release.Namespace | quote }}
  labels:
    {{- include "small.labels" . | nindent 4 }}
    own: x
data:
  config.txt: |
    {{- include "small.config" . | nindent 4 }}
  large.txt: |
    {{- .Files.Get "files/large.txt" | nindent 4 }}
{{- end }}
`,
  'templates/small/pod.yaml': `{{- /* Generated from packages/small/src/builder.ts; change it there. */ -}}
{{- if .Values.small.enabled }}
apiVersion: v1
kind: Pod
metadata:
  name: {{ include "small.name" . | quote }}
  namespace: {{ .Release.Namespace | quote }}
  labels:
    {{- include "small.labels" . | nindent 4 }}
  annotations:
    checksum: {{ include "small.config" . | sha256sum | quote }}
spec:
  containers: []
{{- end }}
`,
  'templates/_helpers.tpl': `{{/*
Configuration file.
*/}}
{{- define "small.config" -}}
# static
{{- if .Values.small.host }}
host {{ .Values.small.host }}
{{- end }}
end
{{- end }}

{{/*
Labels of all objects.
*/}}
{{- define "small.labels" -}}
app: {{ include "small.name" . | quote }}
{{- with .Values.small.labels }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{/*
Name of all objects.
*/}}
{{- define "small.name" -}}
{{- if .Values.small.host }}
  {{- .Values.small.name }}
{{- else }}
  {{- .Release.Name }}
{{- end }}
{{- end }}
`,
  'templates/rules.yaml': `{{- /* Relations between values that values.schema.json cannot express. */ -}}
{{- define "rules.violated" -}}
{{- if and .Values.small.enabled (not .Values.small.host) }}
- small.host: is needed for {{ "{{" }} all }}
{{- end }}
{{- if gt (int64 .Values.small.count) 5 }}
- small.count: {{ printf "must not exceed 5, but is %d" (int64 .Values.small.count) }}
{{- end }}
{{- end -}}
{{- with include "rules.violated" . | trim }}
{{- fail (printf "the values are refused:\\n%s" .) }}
{{- end }}
`,
  'templates/NOTES.txt': `Thank you for {{ "{{" }} it }}.
{{- if eq .Release.Name "x" }}
It is x.
{{- end }}

Bye.
`,
  'Chart.yaml': `apiVersion: v2
type: application
name: small
version: 1.0.0
appVersion: "1"
description: A test.
kubeVersion: ">=1.30.0-0"
`,
};
