import { setTimeout as sleep } from 'node:timers/promises';

import { installationMilliseconds } from 'programs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RealStore } from './testing/real-store.js';
import { realStore, region } from './testing/real-store.js';
import { questions } from './testing/store-questions.js';

// Each run is some 30 calls of mc.
const timeout = 180_000;
let store: RealStore;
let ask: ReturnType<typeof questions>;
beforeAll(async () => {
  store = await realStore();
  ask = questions(store);
}, installationMilliseconds);
afterAll(() => store.remove());

const minio = (values: Readonly<Record<string, unknown>>) => ({ minio: { region, ...values } });
const application = { bucket: 'files', buckets: [{ name: 'files' }, { name: 'more' }] };

describe('a store that is late', () => {
  it('is waited for, and then prepared', { timeout }, async () => {
    const preparing = store.prepare(minio(application));
    await sleep(2_000);
    await store.start();

    const { code, output } = await preparing;
    expect(output.replaceAll(/http:\S+/g, 'URL')).toBe(`Waiting for URL
Made the bucket files.
Made the bucket more.
The access key of application reaches these buckets: files more.
The object store is prepared.
`);
    expect(code).toBe(0);
  });

  it('is not waited for without end', { timeout }, async () => {
    const nobody = { STORE_URL: 'http://127.0.0.1:1', WAIT_SECONDS: '1' };
    const { code, output } = await store.prepare(minio(application), nobody);

    expect(output).toMatch(
      /^Waiting for http:\/\/127.0.0.1:1.\nhttp:\/\/127.0.0.1:1 did not answer within 1 seconds: /,
    );
    expect(output).toContain('connection refused');
    expect(code).toBe(1);
  });
});

describe('the Job', () => {
  it('changes nothing when it runs again, and two at once agree', { timeout }, async () => {
    const again = `The access key of application reaches these buckets: files more fresh.
The object store is prepared.
`;
    const three = minio({ ...application, buckets: [...application.buckets, { name: 'fresh', lifecycleDays: 3 }] });
    const both = await Promise.all([store.prepare(three), store.prepare(three)]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(await store.prepare(three)).toEqual({ code: 0, output: again });
    expect(await ask.lifecycleRules('fresh')).toHaveLength(1);
  });

  it('leaves a bucket with its objects as it is, also one that is taken from the list', { timeout }, async () => {
    await ask.put('files', 'document');
    await ask.put('more', 'document');
    await ask.mc(['mb', `--region=${region}`, 'store/by-hand']);
    await ask.put('by-hand', 'document');
    const fewer = minio({ bucket: 'files', buckets: [{ name: 'files' }, { name: 'by-hand', versioning: true }] });

    expect((await store.prepare(fewer)).output).toContain('The bucket by-hand keeps versions now.');
    expect(await ask.names('files')).toEqual(['document']);
    expect(await ask.names('more')).toEqual(['document']);
    expect(await ask.names('by-hand')).toEqual(['document']);
  });

  it('deletes objects and their old versions where it is told to, and nowhere else', { timeout }, async () => {
    await ask.mc(['mb', `--region=${region}`, '--with-versioning', 'store/scratch']);
    await ask.put('scratch', 'one');
    await ask.put('scratch', 'one');
    const purging = minio({ ...application, buckets: [...application.buckets, { name: 'scratch', purge: true }] });

    expect((await store.prepare(purging)).output).toContain('Deleted all objects of the bucket scratch');
    expect(await ask.mc(['ls', '--versions', 'store/scratch'])).toBe('');
    expect(await ask.names('files')).toEqual(['document']);
  });
});

describe('the settings of a bucket', () => {
  const settings = (bucket: Readonly<Record<string, unknown>>) =>
    minio({ bucket: 'set', buckets: [{ name: 'set', ...bucket }] });

  it('become what the values say, and default ones again', { timeout }, async () => {
    const all = settings({ versioning: true, lifecycleDays: 30, quota: '10Mi', policy: 'download' });
    expect((await store.prepare(all)).output).toBe(`Made the bucket set.
The bucket set keeps versions now.
Objects in the bucket set expire after 30 days now.
Without a login the bucket set allows now: download.
The access key of application reaches these buckets: set.
The object store is prepared.
`);
    expect(await ask.mc(['version', 'info', 'store/set'])).toContain('versioning is enabled');
    expect(await ask.mc(['--json', 'quota', 'info', 'store/set'])).toContain('"quota":10485760,');
    expect(await ask.permission('set')).toBe('download');

    await store.prepare(settings({ versioning: true, lifecycleDays: 7, quota: '20M', policy: 'public' }));
    expect(await ask.lifecycleRules('set')).toEqual([
      {
        ID: 'semantic-explorer-expiry',
        Status: 'Enabled',
        Expiration: { Days: 7 },
        NoncurrentVersionExpiration: { NoncurrentDays: 7 },
      },
    ]);
    expect(await ask.mc(['--json', 'quota', 'info', 'store/set'])).toContain('"quota":20000000,');
    expect(await ask.permission('set')).toBe('public');

    expect((await store.prepare(settings({}))).output).toContain(`Objects in the bucket set do not expire any more.
The bucket set has no quota any more.
Without a login the bucket set allows now: none.
`);
    expect(await ask.lifecycleRules('set')).toEqual([]);
    expect(await ask.permission('set')).toBe('private');
    // Old versions are data.
    expect(await ask.mc(['version', 'info', 'store/set'])).toContain('versioning is enabled');
  });

  it('stand beside rules and policies that somebody else has made', { timeout }, async () => {
    await ask.mc(['ilm', 'rule', 'add', '--expire-days=1', '--prefix=tmp/', 'store/set']);
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Principal: '*', Action: ['s3:PutObject'], Resource: ['arn:aws:s3:::set/fixed/*'] }],
    };
    await ask.mc(['anonymous', 'set-json', await store.file('policy.json', JSON.stringify(policy)), 'store/set']);

    await store.prepare(settings({ lifecycleDays: 30 }));
    await store.prepare(settings({ lifecycleDays: 30 }));
    expect((await ask.lifecycleRules('set')).map(({ Expiration }) => Expiration)).toEqual([{ Days: 1 }, { Days: 30 }]);

    await store.prepare(settings({}));
    expect((await ask.lifecycleRules('set')).map(({ Expiration }) => Expiration)).toEqual([{ Days: 1 }]);
    expect(await ask.permission('set')).toBe('custom');
  });

  it('include object lock for a new bucket, and say that an old one cannot get it', { timeout }, async () => {
    const locking = (name: string) => minio({ bucket: name, buckets: [{ name, objectLock: true }] });
    expect((await store.prepare(locking('locked'))).code).toBe(0);
    expect((await store.prepare(locking('locked'))).code).toBe(0);
    expect(await ask.mc(['retention', 'info', '--default', '--json', 'store/locked'])).toContain('"enabled":"Enabled"');

    const { code, output } = await store.prepare(locking('set'));
    expect(output).toBe(
      'The bucket set is there without object lock, which only a new bucket can get. Use another name.\n',
    );
    expect(code).toBe(1);
  });
});
