import { test } from 'vitest';
import type { FakeKubernetesApi, FakeSecret } from './fake-kubernetes-api.js';
import { startFakeKubernetesApi } from './fake-kubernetes-api.js';
import type { Environment, ScriptResult } from './run-script.js';
import { runScript, scriptPath } from './run-script.js';

/** The program under test. */
export const script = scriptPath('create-credentials.mjs');

/** What the runs are to create, unless they say otherwise. */
export const specification = {
  secretName: 'credentials',
  labels: { 'app.kubernetes.io/name': 'example' },
  annotations: { note: 'made once' },
  keys: [
    { key: 'postgresql-password', format: 'alphanumeric', length: 32 },
    { key: 'encryption-master-key', format: 'hex', length: 64 },
    { key: 'cookie.key', format: 'base64', length: 32 },
  ],
};

/** The keys of the specification, sorted. */
export const allKeys = specification.keys.map(({ key }) => key).sort();

/** What a Secret holds for a text. */
export const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** The texts that a Secret holds. */
export const decoded = (data: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));

/** A Secret as somebody made it before. */
export const secretWith = (data: Record<string, string> | undefined): FakeSecret => ({
  metadata: { name: 'credentials', resourceVersion: '7' },
  type: 'Opaque',
  ...(data === undefined ? {} : { data }),
});

/** The methods of all requests, in order. */
export const calls = (api: FakeKubernetesApi): string => api.requests.map(({ method }) => method).join(' ');

/** Runs the program in a pod of the test's cluster. */
export type Run = (env?: Environment, args?: readonly string[]) => Promise<ScriptResult>;

/** A test with an API server of its own, so that tests may run side by side. */
export const it = test.extend<{ api: FakeKubernetesApi; run: Run }>({
  api: async ({}, use) => {
    const api = await startFakeKubernetesApi();
    await use(api);
    api.close();
  },
  run: async ({ api }, use) => {
    await use((env = {}, args = []) =>
      runScript(script, { ...api.env, CREDENTIALS_SPECIFICATION: JSON.stringify(specification), ...env }, args),
    );
  },
});
