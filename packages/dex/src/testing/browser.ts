/** What a browser gets in the end. */
export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly text: string;
}

/** A browser of one person: it follows redirects and keeps cookies. */
export interface Browser {
  open(url: URL | string, form?: Readonly<Record<string, string>>): Promise<Page>;
}

/**
 * Makes a browser for which the issuer's host is at another address, as a name server would have it.
 *
 * @param issuer URL whose host is somewhere else
 * @param address where it really is, such as `http://127.0.0.1:1234`
 * @param stopAt URL that is not opened: a redirect to it is a page of its own
 */
export function browserFor(issuer: string, address: string, stopAt: string): Browser {
  const cookies = new Map<string, string>();
  const { origin } = new URL(issuer);
  const open = async (target: URL | string, form?: Readonly<Record<string, string>>): Promise<Page> => {
    const url = new URL(target);
    if (url.href.startsWith(stopAt)) return { url, status: 0, text: '' };
    if (url.origin !== origin) throw new Error(`${url.href} is no page of the issuer ${issuer}.`);
    const response = await fetch(`${address}${url.pathname}${url.search}`, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location !== null) return open(new URL(location, url));
    return { url, status: response.status, text: await response.text() };
  };
  return { open };
}

/** The URL in an attribute of a page. */
export function linkIn(page: Page, pattern: RegExp): URL {
  const [, link] = pattern.exec(page.text) ?? [];
  if (link === undefined) throw new Error(`Nothing in ${page.url.href} is like ${String(pattern)}: ${page.text}`);
  return new URL(link.replaceAll('&amp;', '&').replaceAll('&#43;', '+'), page.url);
}
