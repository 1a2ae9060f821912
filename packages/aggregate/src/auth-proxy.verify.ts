import { once } from 'node:events';
import { connect } from 'node:net';

import { authorizationCodeFlow, startDexOf, userInfoOf } from '@semantic-explorer/dex/testing';
import { evaluateChart } from 'chartkit';
import { installationMilliseconds } from 'programs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { semanticExplorer } from './index.js';
import type { Browser, Page } from './testing/auth-proxy/browser.js';
import { browserOf } from './testing/auth-proxy/browser.js';
import type { Forward } from './testing/auth-proxy/forward.js';
import { openForward } from './testing/auth-proxy/forward.js';
import type { RealAuthProxy } from './testing/auth-proxy/real-auth-proxy.js';
import { startAuthProxyOf } from './testing/auth-proxy/real-auth-proxy.js';
import type { RecordingApi } from './testing/auth-proxy/recording-api.js';
import { recordingApi } from './testing/auth-proxy/recording-api.js';

const publicUrl = 'http://localhost:8080';
const secrets = {
  'prod-semantic-explorer-credentials': {
    'postgresql-password': 'p'.repeat(32),
    'nats-password': 'n'.repeat(32),
    'valkey-password': 'v'.repeat(32),
    'qdrant-api-key': 'q'.repeat(32),
    'minio-access-key': 'a'.repeat(20),
    'minio-secret-key': 's'.repeat(40),
    'encryption-master-key': 'ab'.repeat(32),
    'oidc-client-secret': 'AbcDEF0123456789AbcDEF0123456789AbcDEF0123456789',
    'auth-proxy-client-secret': 'ProxyF0123456789AbcDEF0123456789AbcDEF0123456789',
    'auth-proxy-cookie-secret': 'CookieSecretOf32LettersAndDigits',
  },
  // bcrypt of "password"
  people: { HASH: '$2b$10$IaxEylLuixP2OgsSeDNAje7bG47tJZspEFKCT2j4kC2gZQeyT99ii' },
};
const user = { email: 'ada@example.com', password: 'password' };

let issuerPort: Forward;
let dex: Awaited<ReturnType<typeof startDexOf>>;
let api: RecordingApi;
let proxy: RealAuthProxy;
let issuer = '';

beforeAll(async () => {
  issuerPort = await openForward();
  issuer = `${issuerPort.address}/dex`;
  const values = {
    authProxy: {
      enabled: true,
      publicRoutes: [{ method: 'POST', path: '/api/token' }],
      session: { refreshInterval: '2s' },
    },
    dex: {
      issuer,
      config: {
        staticPasswords: [
          { email: user.email, username: 'Ada', preferredUsername: 'ada', userID: '1', hashFromEnv: 'HASH' },
        ],
        staticClients: [{ id: 'other', name: 'Other', redirectURIs: ['http://localhost:8000'] }],
      },
      envFrom: [{ secretRef: { name: 'people' } }],
    },
  };
  const objects = evaluateChart(semanticExplorer, {
    release: { name: 'prod', namespace: 'explorer' },
    values: [values],
  });
  dex = await startDexOf(objects, secrets);
  issuerPort.to(dex.web);
  api = await recordingApi();
  proxy = await startAuthProxyOf(objects, secrets, api.address);
}, installationMilliseconds);
afterAll(async () => {
  await proxy.stop();
  await api.close();
  await dex.stop();
  issuerPort.close();
});

const newBrowser = (): Browser => browserOf({ [publicUrl]: proxy.address });

/** Opens a page and logs in where it leads. */
async function logIn(browser: Browser, path: string): Promise<Page> {
  const page = await browser.open(`${publicUrl}${path}`);
  const [, action = ''] = /<form[^>]*action="([^"]*)"/.exec(page.text) ?? [];
  const form = new URL(action.replaceAll('&amp;', '&').replaceAll('&#43;', '+'), page.url);
  return browser.open(form, { form: { login: user.email, password: user.password } });
}

const userInfo = (authorization: string | undefined) =>
  userInfoOf((authorization ?? '').replace(/^Bearer /, ''), `${issuer}/userinfo`);

/** The access token that a client of Dex gets for the user. */
async function accessTokenOf(client: { clientId: string; clientSecret?: string; redirectUri: string }) {
  const result = await authorizationCodeFlow({ issuer, address: dex.web, ...client, ...user });
  if ('refusedBy' in result) throw new Error(`The login is refused by the ${result.refusedBy}.`);
  return result.accessToken;
}

beforeEach(() => {
  api.requests.length = 0;
});

describe('without a login', () => {
  it('a browser is sent to the issuer, with PKCE', async () => {
    const page = await newBrowser().open(`${publicUrl}/ui/`, { follow: false });
    const location = new URL(page.headers.get('location') ?? '');
    expect([page.status, `${location.origin}${location.pathname}`]).toEqual([302, `${issuer}/auth`]);
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      client_id: 'semantic-explorer-auth-proxy',
      redirect_uri: `${publicUrl}/oauth2/callback`,
      scope: 'openid email profile offline_access',
      code_challenge_method: 'S256',
    });
    expect(api.requests).toEqual([]);
  });

  it.each([
    ['a program gets 401', '/api/collections', {}, 401],
    ['a program with an unsigned token gets 403', '/api/collections', { authorization: 'Bearer a.b.c' }, 403],
    ['a program with another kind of login gets 403', '/api/collections', { authorization: 'Basic YTpi' }, 403],
  ])('%s', async (_, path, headers, status) => {
    const page = await newBrowser().open(`${publicUrl}${path}`, { headers, follow: false });
    expect([page.status, api.requests]).toEqual([status, []]);
  });

  it('a public route is open for its method alone, and passes no identity on', async () => {
    const headers = { cookie: 'session=any', 'x-forwarded-user': 'any' };
    const browser = newBrowser();
    const page = await browser.open(`${publicUrl}/api/token`, { method: 'POST', headers });
    expect([page.status, page.text]).toEqual([200, 'answered']);
    expect((await browser.open(`${publicUrl}/api/token`, { headers })).status).toBe(401);
    expect((await browser.open(`${publicUrl}/api/token/more`, { method: 'POST', headers })).status).toBe(401);
    expect(api.requests.map(({ method, headers: passed }) => ({ method, ...identityIn(passed) }))).toEqual([
      { method: 'POST' },
    ]);
  });
});

/** Headers by which the API, or any program behind a proxy, may learn of a user. */
const identityIn = (headers: RecordingApi['requests'][number]['headers']) =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => /^(authorization|cookie|x-forwarded-(?!for|host|proto))/.test(name)),
  );

describe('a user who has logged in', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = newBrowser();
    const page = await logIn(browser, '/ui/');
    expect([page.url.href, page.text]).toEqual([`${publicUrl}/ui/`, 'answered']);
  });

  it('reaches the API with an access token of the issuer, which knows the user by it', async () => {
    await browser.open(`${publicUrl}/api/users/@me?full=1`);
    expect(api.requests.map(({ path }) => path)).toEqual(['/api/users/@me?full=1']);
    expect(await userInfo(api.requests[0]?.headers.authorization)).toMatchObject({
      email: user.email,
      preferred_username: 'ada',
    });
    expect(browser.allHttpOnly()).toBe(true);
  });

  it('cannot send an identity of their own', async () => {
    const names = ['user', 'email', 'groups', 'preferred-username', 'access-token'];
    const forged = Object.fromEntries(names.map((name) => [`x-forwarded-${name}`, 'eve']));
    await browser.open(`${publicUrl}/api/users/@me`, {
      headers: { ...forged, X_Forwarded_User: 'eve', cookie: 'session=eve' },
    });
    const [request] = api.requests;
    expect(Object.keys(identityIn(request?.headers ?? {}))).toEqual(['authorization']);
    expect(JSON.stringify(request?.headers)).not.toContain('eve');
    expect(await userInfo(request?.headers.authorization)).toMatchObject({ preferred_username: 'ada' });
  });

  it.each([
    ['/', 200],
    ['/ui', 200],
    ['/swagger-ui/index.html', 200],
    ['/metrics', 404],
    ['/health/ready', 404],
    ['/auth_callback', 404],
  ])('is answered on %s with %i', async (path, status) => {
    const page = await browser.open(`${publicUrl}${path}`);
    expect([page.status, api.requests.map((request) => request.path)]).toEqual([status, status === 200 ? [path] : []]);
  });

  it('uploads large files', async () => {
    const body = new Uint8Array(64 * 1024 * 1024);
    expect((await browser.open(`${publicUrl}/api/collections/1/files`, { method: 'POST', body })).status).toBe(200);
    expect(api.requests.map(({ bytes }) => bytes)).toEqual([body.length]);
  });

  it('gets events as they are sent', async () => {
    const abort = new AbortController();
    const response = await fetch(`${proxy.address}/api/stream`, {
      headers: { cookie: browser.cookies(publicUrl) },
      signal: abort.signal,
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe('data: first\n\n');
    api.send('second');
    expect((await reader?.read())?.value).toBe('data: second\n\n');
    abort.abort();
  });

  it('opens WebSocket connections', async () => {
    const { hostname, port } = new URL(proxy.address);
    const socket = connect(Number(port), hostname);
    const head = ['GET /api/socket HTTP/1.1', 'Host: localhost:8080', 'Connection: Upgrade', 'Upgrade: websocket'];
    socket.write([...head, `Cookie: ${browser.cookies(publicUrl)}`, '', ''].join('\r\n'));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 101 /);
    socket.write('ping');
    const [echo] = (await once(socket, 'data')) as [Buffer];
    expect(echo.toString()).toBe('ping');
    socket.destroy();
  });

  it('keeps the session with new tokens', async () => {
    await browser.open(`${publicUrl}/api/first`);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await browser.open(`${publicUrl}/api/second`);
    const [first, second] = api.requests.map(({ headers }) => headers.authorization);
    expect(second).not.toBe(first);
    expect(await userInfo(second)).toMatchObject({ preferred_username: 'ada' });
  });

  it('signs out', async () => {
    const page = await browser.open(`${publicUrl}/oauth2/sign_out`, { follow: false });
    expect([page.status, page.headers.get('location')]).toEqual([302, '/']);
    api.requests.length = 0;
    expect((await browser.open(`${publicUrl}/api/users/@me`)).status).toBe(401);
    expect(api.requests).toEqual([]);
  });
});

describe('an API client', () => {
  const clientSecret = secrets['prod-semantic-explorer-credentials']['oidc-client-secret'];
  const ownClient = { clientId: 'semantic-explorer', clientSecret, redirectUri: `${publicUrl}/auth_callback` };

  it('passes with a token of the API, which is handed on as it is', async () => {
    const authorization = `Bearer ${await accessTokenOf(ownClient)}`;
    const page = await newBrowser().open(`${publicUrl}/api/collections`, { headers: { authorization } });
    expect([page.status, api.requests[0]?.headers.authorization]).toEqual([200, authorization]);
  });

  it('is refused with the token of a client that is not among the audiences', async () => {
    const token = await accessTokenOf({ clientId: 'other', redirectUri: 'http://localhost:8000' });
    const page = await newBrowser().open(`${publicUrl}/api/collections`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([page.status, api.requests]).toEqual([403, []]);
  });
});

it('exports metrics', async () => {
  expect(await (await fetch(proxy.metrics)).text()).toContain('oauth2_proxy_requests_total');
});
