import type { JsonWebKey } from 'node:crypto';
import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';

import { browserFor, linkIn } from './browser.js';

/** A client of an identity provider, and who logs in. */
export interface FlowSettings {
  readonly issuer: string;
  /** Where the issuer is on this machine. */
  readonly address: string;
  readonly clientId: string;
  /** None for a public client. */
  readonly clientSecret?: string;
  readonly redirectUri: string;
  readonly email: string;
  readonly password: string;
  /** Replaces what proves that the code belongs to this client. */
  readonly codeVerifier?: string;
}

type Claims = Readonly<Record<string, unknown>>;

/**
 * The result of a login: refused by a page or by the token endpoint, or the claims of a verified ID token and of the userinfo
 * endpoint.
 */
export type FlowResult =
  | { readonly refusedBy: 'page' | 'token endpoint'; readonly status: number }
  | {
      readonly claims: Claims;
      readonly userInfo: Claims;
      readonly accessToken: string;
      readonly refreshToken: string | undefined;
    };

interface Discovery {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly jwks_uri: string;
  readonly userinfo_endpoint: string;
}

/** The discovery document of an issuer, asked for where the API asks. */
export async function discover(issuer: string, address: string): Promise<Discovery> {
  const response = await fetch(local(`${issuer}/.well-known/openid-configuration`, address));
  return (await response.json()) as Discovery;
}

/**
 * Logs in as a browser and a client do together: authorization code flow with PKCE (RFC 6749, RFC 7636), signature of
 * the id token included.
 */
export async function authorizationCodeFlow(settings: FlowSettings): Promise<FlowResult> {
  const { issuer, address, clientId, redirectUri } = settings;
  const { authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint } = await discover(issuer, address);
  const [verifier, state, nonce] = [random(), random(), random()];
  const authorization = new URL(authorization_endpoint);
  authorization.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid email profile offline_access',
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const browser = browserFor(issuer, address, redirectUri);
  let page = await browser.open(authorization);
  if (page.status !== 200) return { refusedBy: 'page', status: page.status };
  // With several ways to log in there is a page to choose one.
  if (!page.text.includes('name="password"'))
    page = await browser.open(linkIn(page, /href="([^"]*\/auth\/local[^"]*)"/));
  const form = linkIn(page, /<form[^>]*action="([^"]*)"/);
  page = await browser.open(form, { login: settings.email, password: settings.password });
  if (page.status !== 0) return { refusedBy: 'page', status: page.status };
  const { state: sameState, code = '' } = Object.fromEntries(page.url.searchParams);
  if (sameState !== state) throw new Error(`The identity provider sends back to ${page.url.href}.`);

  const response = await requestTokens(token_endpoint, settings, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: settings.codeVerifier ?? verifier,
  });
  if (!response.ok) return { refusedBy: 'token endpoint', status: response.status };
  const tokens = (await response.json()) as Tokens;
  const claims = await verifiedClaims(tokens.id_token, local(jwks_uri, address));
  if (claims['nonce'] !== nonce) throw new Error('The id token is not for this login.');
  return {
    claims,
    userInfo: await userInfoOf(tokens.access_token, local(userinfo_endpoint, address)),
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
  };
}

/** What the issuer tells of the user of an access token, which is what the API asks for. */
export async function userInfoOf(accessToken: string, endpoint: string): Promise<Claims> {
  const response = await fetch(endpoint, { headers: { authorization: `Bearer ${accessToken}` } });
  return (await response.json()) as Claims;
}

interface Tokens {
  readonly access_token: string;
  readonly id_token: string;
  readonly refresh_token?: string;
}

/** Exchanges a refresh token. Gives the status of the answer. */
export async function refresh(settings: FlowSettings, refreshToken: string): Promise<number> {
  const { token_endpoint } = await discover(settings.issuer, settings.address);
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
  return (await requestTokens(token_endpoint, settings, form)).status;
}

function requestTokens(
  endpoint: string,
  { address, clientId, clientSecret }: FlowSettings,
  form: Readonly<Record<string, string>>,
): Promise<Response> {
  const encoded = [clientId, clientSecret ?? ''].map(encodeURIComponent).join(':');
  return fetch(local(endpoint, address), {
    method: 'POST',
    ...(clientSecret === undefined
      ? { body: new URLSearchParams({ ...form, client_id: clientId }) }
      : {
          body: new URLSearchParams(form),
          headers: { authorization: `Basic ${Buffer.from(encoded).toString('base64')}` },
        }),
  });
}

interface Keys {
  readonly keys: readonly (JsonWebKey & { readonly kid: string })[];
}

async function verifiedClaims(token: string, keysUrl: string): Promise<Claims> {
  const [head = '', body = '', signature = ''] = token.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  const { keys } = (await (await fetch(keysUrl)).json()) as Keys;
  const key = keys.find(({ kid }) => kid === read(head)['kid']);
  if (key === undefined) throw new Error('The id token is signed with a key that is not published.');
  const publicKey = createPublicKey({ key, format: 'jwk' });
  if (!verify('RSA-SHA256', Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, 'base64url'))) {
    throw new Error('The signature of the id token is wrong.');
  }
  return read(body);
}

/** A URL of the issuer, at the address where it is on this machine. */
function local(url: string, address: string): string {
  const { pathname, search } = new URL(url);
  return `${address}${pathname}${search}`;
}

const random = (): string => randomBytes(32).toString('base64url');
