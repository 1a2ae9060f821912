import { browserFor, linkIn } from '@semantic-explorer/dex/testing';

/** Paths by which the API leads a browser to Dex and back, and those of the proxy in front of it. */
const ways = {
  api: { page: '/api/users/@me', callback: '/auth_callback' },
  proxy: { page: '/ui/', callback: '/oauth2/callback' },
} as const;

/** Where the API and Dex are, and who logs in. */
export interface ApiLogin {
  /** By default the API. */
  readonly way?: keyof typeof ways;
  /** Address of the API or its proxy on this machine, and its URL for browsers. */
  readonly api: string;
  readonly publicUrl: string;
  /** The issuer, and where it is on this machine. */
  readonly issuer: string;
  readonly dex: string;
  readonly email: string;
  readonly password: string;
}

/** What the API says of the user. */
export interface CurrentUser {
  readonly status: number;
  readonly body: unknown;
}

/** Logs in as a browser does that opens a page of the API, and asks the API for the user. */
export async function loginThroughApi(login: ApiLogin): Promise<CurrentUser> {
  const cookies = new Map<string, string>();
  const ask = async (path: string): Promise<Response> => {
    const response = await fetch(`${login.api}${path}`, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  const { page, callback } = ways[login.way ?? 'api'];
  const start = await ask(page);
  const browser = browserFor(login.issuer, login.dex, `${login.publicUrl}${callback}`);
  const form = await browser.open(start.headers.get('location') ?? '');
  const { email, password } = login;
  const { url, status } = await browser.open(linkIn(form, /<form[^>]*action="([^"]*)"/), { login: email, password });
  if (status !== 0) throw new Error(`Dex answers the login of ${email} with ${String(status)}`);
  const back = await ask(`${url.pathname}${url.search}`);
  if (back.status !== 302)
    throw new Error(`The ${login.way ?? 'api'} answers the code with ${String(back.status)}: ${await back.text()}`);
  const response = await ask('/api/users/@me');
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? (JSON.parse(text) as unknown) : text };
}
