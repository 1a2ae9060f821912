/**
 * Declares, as a statement of a test with a real program or its client library, what the test is evidence of: that the program
 * works with a value of the chart that turns on TLS or a login, or names an external server. `docs/witnesses.md` lists it.
 *
 * The source is read, not the call: the arguments are literals, or parameters that `it.each` or `describe.each` of an array
 * literal gives.
 *
 * @param path path of the value, such as `nats.external.tls`
 * @param programs names as in `docs/witnesses.md`, such as `api` or `nats-proxy.mjs`
 */
export function shows(path: string, ...programs: readonly string[]): void {
  if (path === '' || programs.length === 0) throw new Error('shows() needs the path of a value and a program');
}
