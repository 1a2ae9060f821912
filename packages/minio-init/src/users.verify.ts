import { installationMilliseconds } from 'programs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Login, RealStore } from './testing/real-store.js';
import { keys, realStore, region } from './testing/real-store.js';
import { questions } from './testing/store-questions.js';

// Each run is some 30 calls of mc.
const timeout = 180_000;
let store: RealStore;
let ask: ReturnType<typeof questions>;
beforeAll(async () => {
  store = await realStore();
  ask = questions(store);
  await store.start();
  await store.ready();
  await store.prepare(minio(application));
  await ask.put('more', 'document');
  await ask.mc(['mb', `--region=${region}`, 'store/others']);
}, installationMilliseconds);
afterAll(() => store.remove());

const minio = (values: Readonly<Record<string, unknown>>) => ({ minio: { region, ...values } });
const application = { bucket: 'files', buckets: [{ name: 'files' }, { name: 'more' }] };

describe('the users of MinIO', () => {
  const listed = (access: string) => ({
    ...application,
    users: [{ name: 'backup', existingSecret: 'backup-login', access, buckets: ['more'] }],
  });

  it('reach objects of their buckets and nothing else', { timeout }, async () => {
    expect((await store.prepare(minio(listed('readOnly')))).code).toBe(0);
    await ask.put('more', 'report');
    const codes = async (login: Login) => ({
      writes: (await ask.put('more', 'report', login)).code,
      reads: (await store.mc(['cat', 'store/more/document'], login)).code,
      lists: (await store.mc(['ls', 'store/more'], login)).code,
      deletes: (await store.mc(['rm', 'store/more/report'], login)).code,
      'writes in a bucket of others': (await ask.put('others', 'report', login)).code,
      'lists a bucket of others': (await store.mc(['ls', 'store/others'], login)).code,
      'makes a bucket': (await store.mc(['mb', `--region=${region}`, 'store/own'], login)).code,
      'changes settings': (await store.mc(['version', 'enable', 'store/more'], login)).code,
      administers: (await store.mc(['admin', 'user', 'list', 'store'], login)).code,
    });
    const nothingElse = {
      'writes in a bucket of others': 1,
      'lists a bucket of others': 1,
      'makes a bucket': 1,
      'changes settings': 1,
      administers: 1,
    };

    expect(await codes(keys.backup)).toEqual({ writes: 1, reads: 0, lists: 0, deletes: 1, ...nothingElse });
    expect(await codes(keys.application)).toEqual({ writes: 0, reads: 0, lists: 0, deletes: 0, ...nothingElse });
    expect((await store.mc(['ls', 'store/files'], keys.backup)).code).toBe(1);
  });

  it('get other rights and other secret keys by other values', { timeout }, async () => {
    await store.prepare(minio(listed('readWrite')), { APPLICATION_SECRET_KEY: 'another-secret' });

    expect((await ask.put('more', 'report', keys.backup)).code).toBe(0);
    expect((await store.mc(['ls', 'store/more'], keys.application)).code).toBe(1);
    const login = { ...keys.application, secretKey: 'another-secret' };
    expect((await store.mc(['ls', 'store/more'], login)).code).toBe(0);
  });
});

describe('what goes wrong', () => {
  it.each([
    ['a wrong password', { STORE_SECRET_KEY: 'not-this-secret' }, 'SignatureDoesNotMatch'],
    ['a name that nobody has', { STORE_ACCESS_KEY: 'nobody' }, 'InvalidAccessKeyId'],
    ['a password that is too short', { STORE_SECRET_KEY: 'short' }, 'a secret key 8.'],
    ['a short secret key of the application', { APPLICATION_SECRET_KEY: 'short' }, 'between 8 and 40'],
    [
      'an application with the login of the administrator',
      { APPLICATION_ACCESS_KEY: keys.root.accessKey },
      'The access key of application is that of the administrator. Give it one of its own.',
    ],
  ])('is said without a secret: %s', { timeout }, async (_, changes, sentence) => {
    const { code, output } = await store.prepare(minio(application), changes);
    const { STORE_SECRET_KEY, APPLICATION_SECRET_KEY }: Readonly<Record<string, string>> = changes;

    expect(output).toContain(sentence);
    expect(code).toBe(1);
    for (const secret of [keys.root.secretKey, keys.application.secretKey, STORE_SECRET_KEY, APPLICATION_SECRET_KEY]) {
      if (secret !== undefined) expect(output).not.toContain(secret);
    }
  });
});

/** MinIO in the place of a store whose administration belongs to somebody else: it is asked nothing but S3. */
describe('a store elsewhere', () => {
  const elsewhere = (values: Readonly<Record<string, unknown>>) =>
    minio({ enabled: false, external: { url: 'https://s3.example.com' }, ...values });
  const allow = async (name: string, login: Login, actions: readonly string[]) => {
    const resources = ['arn:aws:s3:::outside-*'];
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: resources }] };
    await ask.mc(['admin', 'policy', 'create', 'store', name, await store.file('policy.json', JSON.stringify(policy))]);
    await ask.mc(['admin', 'user', 'add', 'store', login.accessKey, login.secretKey]);
    await ask.mc(['admin', 'policy', 'attach', 'store', name, `--user=${login.accessKey}`]);
    return { STORE_ACCESS_KEY: login.accessKey, STORE_SECRET_KEY: login.secretKey };
  };

  it('gets buckets by a login that may do all that S3 can', { timeout }, async () => {
    const login = await allow('owner', { accessKey: 'owner', secretKey: 'secret-of-owner' }, ['s3:*']);
    const bucket = { name: 'outside-one', versioning: true, lifecycleDays: 5, policy: 'download' };
    const values = elsewhere({ bucket: 'outside-one', buckets: [bucket, { name: 'outside-two', objectLock: true }] });

    expect(await store.prepare(values, login)).toEqual({
      code: 0,
      output: `Made the bucket outside-one.
The bucket outside-one keeps versions now.
Objects in the bucket outside-one expire after 5 days now.
Without a login the bucket outside-one allows now: download.
Made the bucket outside-two.
The object store is prepared.
`,
    });
    expect(await store.prepare(values, login)).toEqual({ code: 0, output: 'The object store is prepared.\n' });
    expect(await ask.lifecycleRules('outside-one')).toHaveLength(1);
  });

  it('is taken as it is by a login that may only use buckets that are there', { timeout }, async () => {
    const actions = ['s3:ListBucket', 's3:GetObject', 's3:PutObject'];
    const login = await allow('guest', { accessKey: 'guest', secretKey: 'secret-of-guest' }, actions);
    const one = { bucket: 'outside-one', buckets: [{ name: 'outside-one' }] };

    expect(await store.prepare(elsewhere(one), login)).toEqual({ code: 0, output: 'The object store is prepared.\n' });
    const three = elsewhere({ ...one, buckets: [...one.buckets, { name: 'outside-three' }] });
    expect(await store.prepare(three, login)).toEqual({
      code: 1,
      output: expect.stringMatching(/^The bucket outside-three cannot be made: .*AccessDenied/) as unknown,
    });
    const others = elsewhere({ ...one, buckets: [...one.buckets, { name: 'others' }] });
    expect((await store.prepare(others, login)).output).toMatch(
      /^The bucket others cannot be looked at: .*AccessDenied/,
    );
  });
});
