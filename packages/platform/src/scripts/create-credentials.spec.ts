import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { allKeys, base64, calls, decoded, it, script, secretWith, specification } from './testing/credentials.js';
import { startFakeKubernetesApi } from './testing/fake-kubernetes-api.js';
import type { Environment } from './testing/run-script.js';
import { runScript, scriptPath, startScript } from './testing/run-script.js';

describe.concurrent('the Secret', () => {
  it('is created with a value for each key, in the wanted formats', async ({ api, run }) => {
    const { code, stdout, stderr } = await run();

    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `Secret credentials in namespace fake: created with postgresql-password, encryption-master-key, cookie.key\n`,
      stderr: '',
    });
    expect(api.requests).toEqual([
      { method: 'GET', path: '/api/v1/namespaces/fake/secrets/credentials', body: {} },
      {
        method: 'POST',
        path: '/api/v1/namespaces/fake/secrets',
        body: {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: {
            name: 'credentials',
            labels: { 'app.kubernetes.io/name': 'example' },
            annotations: { note: 'made once' },
          },
          type: 'Opaque',
          data: api.secret?.data,
        },
      },
    ]);
    expect(decoded(api.secret?.data)).toEqual({
      'postgresql-password': expect.stringMatching(/^[A-Za-z][A-Za-z0-9]{31}$/) as string,
      'encryption-master-key': expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      'cookie.key': expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/) as string,
    });
  });

  it('gets only the missing keys when it exists; the others and its labels stay, byte for byte', async ({
    api,
    run,
  }) => {
    const existing = { 'postgresql-password': base64('chosen by somebody'), other: 'AAECAw==' };
    api.secret = {
      ...secretWith(existing),
      metadata: { name: 'credentials', resourceVersion: '7', labels: { mine: 'yes' } },
    };

    const { code, stdout } = await run();

    expect([code, stdout]).toEqual([
      0,
      'Secret credentials in namespace fake: added encryption-master-key, cookie.key; the other keys are as they were\n',
    ]);
    const { 'encryption-master-key': added, 'cookie.key': alsoAdded } = api.secret.data ?? {};
    expect(api.secret.data).toEqual({ ...existing, 'encryption-master-key': added, 'cookie.key': alsoAdded });
    expect(api.secret.metadata.labels).toEqual({ mine: 'yes' });
    expect(api.requests[1]).toEqual({
      method: 'PATCH',
      path: '/api/v1/namespaces/fake/secrets/credentials',
      body: { metadata: { resourceVersion: '7' }, data: { 'encryption-master-key': added, 'cookie.key': alsoAdded } },
    });
  });

  it('is only read when nothing is missing', async ({ api, run }) => {
    api.secret = secretWith(Object.fromEntries(allKeys.map((key) => [key, base64('x')])));

    const { code, stdout } = await run();

    expect([code, stdout, calls(api)]).toEqual([
      0,
      'Secret credentials in namespace fake: has all 3 keys, nothing to do\n',
      'GET',
    ]);
  });

  it('keeps an empty key, with a warning', async ({ api, run }) => {
    api.secret = secretWith({ 'postgresql-password': '' });

    const { code, stdout } = await run();

    expect(code).toBe(0);
    expect(api.secret.data?.['postgresql-password']).toBe('');
    expect(stdout).toContain(
      'warning: postgresql-password is empty and stays so; remove the key to get a random value\n',
    );
  });

  it.for<[string, Record<string, string> | undefined]>([
    ['no data', undefined],
    ['empty data', {}],
  ])('gets all keys when it exists with %s', async ([, data], { api, run }) => {
    api.secret = secretWith(data);

    expect((await run()).code).toBe(0);
    expect(Object.keys(api.secret.data ?? {}).sort()).toEqual(allKeys);
  });

  it('is read again when the API shows null as its data', async ({ api, run }) => {
    api.secret = secretWith(undefined);
    api.intercept = ({ method }) =>
      method === 'GET' ? { status: 200, body: { ...api.secret, data: null } } : undefined;

    expect((await run()).code).toBe(0);
    expect(Object.keys(api.secret.data ?? {}).sort()).toEqual(allKeys);
  });

  it('is left alone when it is immutable, an error if keys are missing', async ({ api, run }) => {
    api.secret = { ...secretWith({ 'cookie.key': base64('x') }), immutable: true };

    const { code, stderr } = await run();

    expect([code, stderr, calls(api)]).toEqual([
      1,
      'error: Secret credentials in namespace fake: it is immutable and lacks postgresql-password, encryption-master-key; replace it by one that has them\n',
      'GET',
    ]);
  });

  it('is created anew when it is deleted after it was read', async ({ api, run }) => {
    api.secret = secretWith({});
    api.intercept = ({ method }) => {
      if (method === 'PATCH') api.secret = undefined;
      return undefined;
    };

    expect((await run()).code).toBe(0);
    expect(calls(api)).toBe('GET PATCH GET POST');
  });
});

describe.concurrent('the program', () => {
  it('runs as a ConfigMap mounts it, by symbolic links, with its specification in a file', async ({ api }) => {
    const mount = mkdtempSync(join(tmpdir(), 'config-map-'));
    mkdirSync(join(mount, '..2026_01_01'));
    for (const name of ['create-credentials.mjs', 'kubernetes-api.mjs', 'program.mjs'])
      copyFileSync(scriptPath(name), join(mount, '..2026_01_01', name));
    writeFileSync(join(mount, '..2026_01_01', 'specification.json'), JSON.stringify(specification));
    symlinkSync('..2026_01_01', join(mount, '..data'));
    for (const name of ['create-credentials.mjs', 'kubernetes-api.mjs', 'program.mjs', 'specification.json'])
      symlinkSync(join('..data', name), join(mount, name));

    const { code } = await runScript(join(mount, 'create-credentials.mjs'), api.env, [
      join(mount, 'specification.json'),
    ]);
    rmSync(mount, { recursive: true });

    expect(code).toBe(0);
    expect(Object.keys(api.secret?.data ?? {}).sort()).toEqual(allKeys);
  });

  const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some(({ family }) => family === 'IPv6'),
  );
  it.runIf(hasIpv6).for(['::1', '[::1]'])('reaches an API at the IPv6 address %s', async (host, { run }) => {
    const other = await startFakeKubernetesApi('::1');
    const { code } = await run({ ...other.env, KUBERNETES_SERVICE_HOST: host });
    other.close();

    expect([code, other.changes.length]).toEqual([0, 1]);
  });

  it('ends at once at SIGTERM', async ({ api }) => {
    api.intercept = () => 'silence';
    const running = startScript(script, { ...api.env, CREDENTIALS_SPECIFICATION: JSON.stringify(specification) });
    while (api.requests.length === 0) await sleep(10);
    running.terminate();

    expect((await running.ended).code).toBe(143);
  });

  const noSpecification = { CREDENTIALS_SPECIFICATION: undefined };
  const oneSpecification = 'give the specification either as a file argument or in CREDENTIALS_SPECIFICATION';
  it.for<[string, Environment, string[], string]>([
    ['no specification', noSpecification, [], oneSpecification],
    ['two specifications', {}, ['/nowhere.json'], oneSpecification],
    ['no such file', noSpecification, ['/nowhere.json'], '/nowhere.json cannot be read; it is the specification'],
    ['no JSON', { CREDENTIALS_SPECIFICATION: '{' }, [], 'the specification must be a JSON object'],
    ['a wrong time-out', { API_TIMEOUT_SECONDS: '2m' }, [], 'API_TIMEOUT_SECONDS: must be a number above 0'],
    [
      'no cluster',
      { KUBERNETES_SERVICE_HOST: undefined },
      [],
      'KUBERNETES_SERVICE_HOST: is not set; Kubernetes sets it in every container',
    ],
    [
      'no service account',
      { SERVICE_ACCOUNT_DIRECTORY: '/nowhere' },
      [],
      '/nowhere/namespace cannot be read; the pod needs automountServiceAccountToken: true',
    ],
  ])('refuses to start with %s', async ([, env, args, message], { api, run }) => {
    expect(await run(env, args)).toEqual({ code: 2, stdout: '', stderr: `error: ${message}\n` });
    expect(calls(api)).toBe('');
  });
});
