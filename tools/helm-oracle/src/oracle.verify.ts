import { compareObjects, helmTemplate, helmVersions } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { helmMajors, withOracle } from './index.js';

/** A chart in which Helm's own steps show: merged defaults, a schema, a hook, notes, a `fail`. */
const chart = {
  'Chart.yaml': 'apiVersion: v2\nname: small\nversion: 1.0.0\n',
  'values.yaml': 'server:\n  port: 80\n  labels: {}\nrefused: ""\n',
  'values.schema.json': JSON.stringify({
    type: 'object',
    properties: {
      server: {
        type: 'object',
        properties: { port: { type: 'integer' }, labels: { type: 'object' } },
        required: ['port'],
      },
      refused: { type: 'string' },
    },
    additionalProperties: false,
  }),
  'templates/server.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
  namespace: {{ .Release.Namespace }}
data:
  server: {{ toJson .Values.server | quote }}
  route: {{ .Capabilities.APIVersions.Has "example.com/v1" | quote }}
`,
  'templates/hook.yaml': `{{- with .Values.refused }}{{ fail . }}{{ end }}
apiVersion: v1
kind: Pod
metadata:
  name: hook
  annotations:
    helm.sh/hook: pre-install
`,
  'templates/NOTES.txt': 'Port {{ .Values.server.port }}\n',
};
const release = { release: 'one', namespace: 'apps' };
const binaries = helmMajors.flatMap((major) =>
  helmVersions()
    .filter((binary) => binary.major === major)
    .map((binary) => [major, binary] as const),
);

describe.each(binaries)('the oracle of Helm %d', (major, binary) => {
  it('renders what the binary renders, one request after the other', () =>
    withOracle(major, chart, async (oracle, chartDirectory) => {
      const sets: readonly Readonly<Record<string, unknown>>[] = [
        {},
        { server: { labels: { a: '{{ x }}', b: null }, port: 8080 } },
        { server: { labels: null } },
        {},
      ];
      const answers = await Promise.all(
        sets.map((values) => oracle.render({ ...release, values, apiVersions: ['example.com/v1'] })),
      );
      expect(answers.map((answer) => answer.ok && answer.notes)).toEqual([
        'Port 80\n',
        'Port 8080\n',
        'Port 80\n',
        'Port 80\n',
      ]);
      for (const [index, values] of sets.entries()) {
        const options = { chartDirectory, ...release, values: [values], apiVersions: ['example.com/v1'] };
        const [answer, expected] = [answers[index], await helmTemplate(binary, options)];
        if (answer?.ok !== true || !expected.ok) throw new Error(JSON.stringify([answer, expected]));
        expect(expected.objects).toHaveLength(2);
        expect(compareObjects(answer.objects, expected.objects)).toEqual([]);
      }
    }));

  it.each<[what: string, values: Readonly<Record<string, unknown>>, part: string]>([
    ['a misspelt key', { sever: {} }, "values don't meet the specifications of the schema"],
    ['a required key set to null', { server: { port: null } }, "values don't meet the specifications of the schema"],
    ['what a template refuses', { refused: 'no such thing' }, 'no such thing'],
  ])('refuses what the binary refuses, in its words: %s', (_, values, part) =>
    withOracle(major, chart, async (oracle, chartDirectory) => {
      const answer = await oracle.render({ ...release, values });
      const expected = await helmTemplate(binary, { chartDirectory, ...release, values: [values] });
      expect(answer.ok || answer.message).toContain(part);
      expect(expected.ok || expected.message).toContain(part);
    }),
  );

  it('says so when the chart cannot be read', () =>
    expect(withOracle(major, {}, (oracle) => oracle.render({ ...release, values: {} }))).rejects.toThrow(
      /^The oracle of Helm .* ended with code 1 before it had answered$/,
    ));
});
