import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

const readme = new URL('../../../README.md', import.meta.url);
const packageDirectory = fileURLToPath(new URL('..', import.meta.url));

describe('the README', () => {
  it('has an example that runs and prints what it seems to', async () => {
    const example = /```ts\n([\s\S]*?)```/.exec(await readFile(readme, 'utf8'))?.[1] ?? '';
    // Inside the package, so that its imports are found.
    await mkdir(join(packageDirectory, 'test-output'), { recursive: true });
    const directory = await mkdtemp(join(packageDirectory, 'test-output', 'readme-'));
    try {
      const file = join(directory, 'example.ts');
      await writeFile(file, example);
      const { template, manifests } = (await import(file)) as {
        readonly template: string;
        readonly manifests: unknown;
      };
      expect(template).toBe(`{{- /* Generated from packages/banner/src/builder.ts; change it there. */ -}}
{{- if .Values.banner.enabled }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: "{{ include "semantic-explorer.fullname" . }}-banner"
  namespace: {{ .Release.Namespace | quote }}
  labels:
    {{- include "semantic-explorer.labels" . | nindent 4 }}
    app.kubernetes.io/name: banner
data:
  text: {{ .Values.banner.text | quote }}
{{- end }}
`);
      expect(manifests).toMatchObject([
        { kind: 'ConfigMap', metadata: { name: 'prod-example-banner' }, data: { text: 'Hello' } },
      ]);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
});
