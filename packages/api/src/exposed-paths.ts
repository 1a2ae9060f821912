import type { ExposedPath } from '@semantic-explorer/platform';

/**
 * What browsers and clients need of the API (api/src/main.rs:290, api/src/auth/oidc.rs:112). Its other paths, `/metrics` and
 * `/health`, know no login, so they are for the cluster only.
 */
export const exposedPaths: readonly ExposedPath[] = [
  { path: '/', type: 'Exact' }, // leads to /ui
  { path: '/ui', type: 'Prefix' },
  { path: '/api', type: 'Prefix' },
  { path: '/swagger-ui', type: 'Prefix' },
  { path: '/auth_callback', type: 'Exact' },
  { path: '/logout', type: 'Exact' },
];
