import { writeFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { makeCertificate } from './testing/certificate.js';
import { calls, decoded, it } from './testing/credentials.js';
import type { FakeAnswer, Interception } from './testing/fake-kubernetes-api.js';
import { statusAnswer } from './testing/fake-kubernetes-api.js';

describe.concurrent('a failing API', () => {
  it.for<[FakeAnswer, RegExp]>([
    [statusAnswer(500, 'etcd leader changed'), /reading it: status 500: etcd leader changed/],
    [{ status: 502, body: '<html>Bad gateway</html>' }, /reading it: status 502: no message/],
    ['reset', /GET at 127\.0\.0\.1 port \d+: socket hang up/],
    [statusAnswer(403, 'RBAC is not there yet'), /reading it: status 403: RBAC is not there yet/],
    [{ status: 200, body: 'not a Secret' }, /reading it: the answer is not a Secret/],
  ])('is asked again after what may pass: %j', async ([failure, reason], { api, run }) => {
    api.intercept = (_, index) => (index === 0 ? failure : undefined);

    const { code, stdout } = await run();
    const [first = '', second] = stdout.split('\n');

    expect([code, calls(api)]).toEqual([0, 'GET GET POST']);
    expect(first).toMatch(reason);
    expect(first).toMatch(/; trying again in 0\.1 s$/);
    expect(second).toMatch(/: created with /);
  });

  it('is left in peace as long as it asks for', async ({ api, run }) => {
    api.intercept = (_, index) => (index === 0 ? statusAnswer(429, 'too many', { 'retry-after': '1' }) : undefined);

    const { code, stdout } = await run();

    expect(code).toBe(0);
    expect(stdout).toContain('reading it: status 429: too many; trying again in 1.0 s\n');
  });

  it.for<[string, Interception, RegExp, string?]>([
    ['is silent', () => 'silence', /GET at 127\.0\.0\.1 port \d+: no answer within 0\.5 s/, '0.5'],
    [
      'refuses the service account',
      () => statusAnswer(403, 'secrets is forbidden'),
      /reading it: status 403: secrets is forbidden/,
    ],
    [
      'conflicts for ever',
      ({ method }) => (method === 'POST' ? statusAnswer(409, 'already exists') : undefined),
      /creating it: status 409: already exists/,
    ],
  ])('ends the run in time when it %s', async ([, intercept, reason, requestTimeout], { api, run }) => {
    api.intercept = intercept;

    const { code, stderr } = await run({
      API_TIMEOUT_SECONDS: '0.5',
      API_REQUEST_TIMEOUT_SECONDS: requestTimeout,
    });

    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: Secret credentials in namespace fake: gave up: /);
    expect(stderr).toMatch(reason);
  });

  it('ends the run at once when it finds the request wrong, and its message shows no value', async ({ api, run }) => {
    let sent: Record<string, string> = {};
    api.intercept = ({ method, body }) => {
      if (method !== 'POST') return undefined;
      sent = body.data ?? {};
      return statusAnswer(422, `Secret "credentials" is invalid:\n  ${JSON.stringify(sent)}`);
    };

    const { code, stdout, stderr } = await run();

    expect(code).toBe(1);
    expect(stderr).toContain('creating it: status 422: Secret "credentials" is invalid: {"postgresql-password":"***",');
    const values = [...Object.values(sent), ...Object.values(decoded(sent))];
    expect(values.filter((value) => (stdout + stderr).includes(value))).toEqual([]);
  });

  it('is not trusted when another authority signed its certificate', async ({ api, run }) => {
    writeFileSync(api.certificateFile, makeCertificate().cert);

    const { code, stderr } = await run({ API_TIMEOUT_SECONDS: '0.5' });

    expect([code, calls(api)]).toEqual([1, '']);
    expect(stderr).toMatch(/gave up: GET at 127\.0\.0\.1 port \d+: .*(certificate|signature)/);
  });
});
