/** What a browser gets. */
export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** How a page is opened. */
export interface Opening {
  readonly method?: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Whether redirects are followed, as browsers do by default. */
  readonly follow?: boolean;
}

/** A browser of one user: it keeps the cookies of each origin and follows redirects. */
export interface Browser {
  open(url: URL | string, opening?: Opening): Promise<Page>;
  /** The cookies that it would send to an origin. */
  cookies(origin: string): string;
  /** Whether the cookies of an origin are all kept from scripts. */
  readonly allHttpOnly: () => boolean;
}

/** Makes a browser. `addresses` says where an origin is on this machine, as a name server would. */
export function browserOf(addresses: Readonly<Record<string, string>>): Browser {
  const jars = new Map<string, Map<string, string>>();
  let allHttpOnly = true;
  const jarOf = (origin: string): Map<string, string> => {
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };
  const cookies = (origin: string): string => [...jarOf(origin)].map(([name, value]) => `${name}=${value}`).join('; ');
  const open = async (target: URL | string, opening: Opening = {}): Promise<Page> => {
    const url = new URL(target);
    const { method, form, headers = {}, body, follow = true } = opening;
    const sent = [cookies(url.origin), headers['cookie'] ?? ''].filter((text) => text !== '').join('; ');
    const response = await fetch(`${addresses[url.origin] ?? url.origin}${url.pathname}${url.search}`, {
      redirect: 'manual',
      headers: { ...headers, ...(sent === '' ? {} : { cookie: sent }) },
      ...(method === undefined ? {} : { method }),
      ...(body === undefined ? {} : { body }),
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (!/; HttpOnly/i.test(cookie)) allHttpOnly = false;
      if (value === '') jarOf(url.origin).delete(name);
      else jarOf(url.origin).set(name, value);
    }
    const location = response.headers.get('location');
    if (follow && location !== null) return open(new URL(location, url));
    return { url, status: response.status, headers: response.headers, text: await response.text() };
  };
  return { open, cookies, allHttpOnly: () => allHttpOnly };
}
