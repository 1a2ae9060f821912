const addresses = /^(host|url|readHost|\w+Url)$/;

/** Whether a value turns on TLS or a login, or names a server outside the release. Ingresses are not part of a program. */
export function offersCapability(path: readonly string[]): boolean {
  const [section = ''] = path;
  const last = path.at(-1) ?? '';
  const parents = path.slice(0, -1);
  if (section === 'trustedCertificates') return last === 'secretName';
  if (parents.includes('tls') || last === 'tls' || last === 'sslMode') return last !== 'port';
  if (parents.includes('auth')) return last === 'enabled';
  if (section === 'oidc') return last === 'issuerUrl';
  return (parents.includes('external') || parents.includes('storage')) && addresses.test(last);
}
