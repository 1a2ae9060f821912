import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { helmVersions } from './binaries.js';
import { helmLint, helmPackage, helmShow } from './commands.js';
import { renderTexts } from './render-texts.js';
import { helmTemplate } from './template.js';
import { withFiles } from './temporary-directory.js';

const chart = {
  'Chart.yaml': 'apiVersion: v2\nname: sample\nversion: 1.2.3\nicon: "https://example.invalid/icon.svg"\n',
  'values.yaml': '# -- how many\ncount: 1\n',
  'README.md': '# Sample\n',
  'templates/sample.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
  namespace: {{ .Release.Namespace }}
data:
  count: {{ required "count is needed" .Values.count | quote }}
  text: {{ .Values.text | default "" | quote }}
  monitoring: {{ .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" | quote }}
  kubernetes: {{ .Capabilities.KubeVersion.Version | quote }}
`,
  'more.yaml': 'text: from the file\n',
};

describe.each(helmVersions())('Helm $version', { timeout: 30_000 }, (binary) => {
  it('renders a chart for a release, values and cluster', () =>
    withFiles(chart, async (chartDirectory) => {
      const result = await helmTemplate(binary, {
        chartDirectory,
        valuesFiles: [join(chartDirectory, 'more.yaml')],
        values: [{ count: 2 }, { text: 'é\u2028\u0085"' }],
        set: ['count=3'],
        release: 'demo',
        namespace: 'apps',
        apiVersions: ['monitoring.coreos.com/v1'],
        kubeVersion: '1.30.0',
      });
      const data = { count: '3', text: 'é\u2028\u0085"', monitoring: 'true', kubernetes: 'v1.30.0' };
      expect(result).toMatchObject({
        ok: true,
        objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'demo', namespace: 'apps' }, data }],
        warnings: '',
      });
    }));

  it('answers with the message when Helm refuses', () =>
    withFiles(chart, async (chartDirectory) => {
      const result = await helmTemplate(binary, { chartDirectory, values: [{ count: null }] });
      expect(result).toMatchObject({ ok: false, message: expect.stringContaining('count is needed') as string });
    }));

  it('fails on output in which a key stands twice', () =>
    withFiles(
      { ...chart, 'templates/twice.yaml': 'apiVersion: v1\nkind: A\ndata: { a: 1, a: 2 }\n' },
      async (chartDirectory) => {
        await expect(helmTemplate(binary, { chartDirectory })).rejects.toThrow('Map keys must be unique');
      },
    ));

  it('lints, packages and shows a chart', () =>
    withFiles(chart, async (chartDirectory) => {
      expect(await helmLint(binary, chartDirectory)).toMatchObject({ ok: true });
      expect(await helmPackage(binary, chartDirectory, chartDirectory)).toMatchObject({ ok: true });
      expect(existsSync(join(chartDirectory, 'sample-1.2.3.tgz'))).toBe(true);
      const shown = await helmShow(binary, 'values', join(chartDirectory, 'sample-1.2.3.tgz'));
      expect(shown).toMatchObject({ ok: true, output: expect.stringContaining(chart['values.yaml'].trim()) as string });
    }));

  it('renders pieces of text to their exact characters', async () => {
    const pieces = {
      one: '{{ .Values.text }} \n',
      two: '{{ include "shared" . }}',
      'a "third"': '\t{{ len .Values.list }}',
    };
    const files = { 'templates/_shared.tpl': '{{- define "shared" }}{{ .Release.Name }}{{ end }}' };
    const options = { values: { text: '😀\r\n', list: [] }, userValues: [{ list: [1, 2] }], files };
    expect(await renderTexts(binary, pieces, options)).toEqual({
      one: '😀\r\n \n',
      two: 'release',
      'a "third"': '\t2',
    });
  });

  it('says which piece of text Helm refuses', async () => {
    await expect(renderTexts(binary, { broken: '{{ fail "not today" }}' })).rejects.toThrow(
      /Helm \d\S+ refused: [^]*not today/,
    );
  });
});
