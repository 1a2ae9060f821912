import { isIPv6 } from 'node:net';

import { ChartkitError } from '../errors.js';

/** Scheme, login, host (an IPv6 address in brackets) and port, as Go's `url.Parse` finds them. */
const authority =
  /^(?:[A-Za-z][A-Za-z0-9+.-]*:)?\/\/(?:[^/?#]*@)?(?:\[([^\]]*)\]|[^/?#:@[\]]*)(?::([0-9]*))?(?:[/?#]|$)/;
const hasAuthority = /^(?:[A-Za-z][A-Za-z0-9+.-]*:)?\/\//;

/**
 * The digits behind the host of a URL; empty where there are none.
 *
 * @throws ChartkitError `unreadable-url` where Helm fails too
 */
export function urlPort(url: string): string {
  const match = authority.exec(url);
  const address = match?.[1];
  if (
    /\p{Cc}/u.test(url) ||
    (match === null && hasAuthority.test(url)) ||
    // Helm 3 takes anything between the brackets, Helm 4 does not.
    (address !== undefined && !isIPv6(address))
  ) {
    throw new ChartkitError({
      code: 'unreadable-url',
      problem: `${JSON.stringify(url)} is no URL whose port can be read`,
      remedy: 'Give the value a format of URLs, such as `baseUrl`',
    });
  }
  return match?.[2] ?? '';
}
