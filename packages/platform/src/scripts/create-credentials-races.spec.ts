import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { allKeys, base64, it, secretWith, specification } from './testing/credentials.js';
import type { FakeKubernetesApi, Interception } from './testing/fake-kubernetes-api.js';
import type { ScriptResult } from './testing/run-script.js';

describe.concurrent('several runs at once', () => {
  /** Every key is there, set once, and no later change touched it. */
  const expectEachKeySetOnce = (api: FakeKubernetesApi, runs: ScriptResult[]) => {
    expect(runs.map(({ code }) => code)).toEqual(runs.map(() => 0));
    expect(Object.keys(api.secret?.data ?? {}).sort()).toEqual(allKeys);
    const first: Record<string, string> = {};
    for (const change of api.changes) {
      for (const [key, value] of Object.entries(change)) first[key] ??= value;
      expect(change).toEqual(Object.fromEntries(Object.keys(change).map((key) => [key, first[key]])));
    }
  };

  /** Holds the first requests of a method until both runs have sent theirs. */
  const together = (method: string): Interception => {
    let waiting = 0;
    let open: () => void;
    const opened = new Promise<void>((resolve) => (open = resolve));
    return async (request) => {
      if (request.method !== method) return undefined;
      waiting += 1;
      if (waiting === 2) open();
      await opened;
      return undefined;
    };
  };

  it.for(['GET', 'POST'])('create one Secret when both %s together', async (method, { api, run }) => {
    api.intercept = together(method);

    expectEachKeySetOnce(api, await Promise.all([run(), run()]));
    expect(api.changes).toHaveLength(1);
  });

  it.for(['GET', 'PATCH'])('add each key once when both %s together', async (method, { api, run }) => {
    api.secret = secretWith({ 'cookie.key': base64('old') });
    api.intercept = together(method);

    expectEachKeySetOnce(api, await Promise.all([run(), run()]));
    expect(api.secret.data?.['cookie.key']).toBe(base64('old'));
    expect(api.changes).toHaveLength(1);
  });

  it('end well in whatever order their requests arrive', { timeout: 20_000 }, async ({ api, run }) => {
    api.intercept = async () => {
      await sleep(Math.random() * 30);
      return undefined;
    };
    for (let round = 0; round < 6; round += 1) {
      api.secret = round % 2 === 0 ? undefined : secretWith(undefined);
      (api.changes as unknown[]).length = 0;
      // Different lists, as an old and a new release of the chart have.
      const fewer = JSON.stringify({ ...specification, keys: specification.keys.slice(1) });
      expectEachKeySetOnce(api, await Promise.all([run(), run({ CREDENTIALS_SPECIFICATION: fewer }), run()]));
    }
  });

  it('never overwrite a key that somebody sets meanwhile', async ({ api, run }) => {
    api.secret = secretWith({});
    let meddled = false;
    api.intercept = ({ method }) => {
      if (method === 'PATCH' && !meddled) {
        meddled = true;
        api.secret = {
          ...secretWith({ 'cookie.key': base64('by hand') }),
          metadata: { name: 'credentials', resourceVersion: '8' },
        };
      }
      return undefined;
    };

    expect((await run()).code).toBe(0);
    expect(api.secret.data?.['cookie.key']).toBe(base64('by hand'));
    expect(Object.keys(api.secret.data ?? {}).sort()).toEqual(allKeys);
  });
});
