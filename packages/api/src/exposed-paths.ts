import type { ExposedPath } from '@semantic-explorer/platform';
import { authProxyPrefix, authProxySlice, exposedPaths } from '@semantic-explorer/platform';
import { not } from 'chartkit';

const { enabled } = authProxySlice.values;

/** What an Ingress or HTTPRoute of the API lets through. */
export const routedPaths: readonly ExposedPath[] = [
  ...exposedPaths,
  // The login of the API itself (api/src/auth/oidc.rs:112), which the proxy replaces.
  { path: '/auth_callback', type: 'Exact', when: not(enabled) },
  { path: '/logout', type: 'Exact', when: not(enabled) },
  { path: authProxyPrefix, type: 'Prefix', when: enabled },
];
