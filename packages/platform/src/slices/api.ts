import { list, object, slice, str, string } from 'chartkit';

import type { ExposedPath } from '../ingress.js';

/** What others read of the API's values. */
export const apiSlice = slice(
  'api',
  object(
    {
      publicUrl: string({
        format: 'baseUrl',
        default: 'http://localhost:8080',
        description:
          'URL under which browsers reach the API and its user interface. Cookies need https, except on localhost.',
      }),
      corsAllowedOrigins: list(string({ format: 'httpUrl', description: 'An origin.' }), {
        default: [],
        description: 'Origins of browsers beside api.publicUrl.',
      }),
    },
    { description: 'The API and its user interface.' },
  ),
);

/** Where an identity provider sends browsers back to (app contract: PUBLIC_URL, `/auth_callback`). */
export const redirectUri = str`${apiSlice.values.publicUrl}/auth_callback`;

/**
 * What browsers and clients need of the API (api/src/main.rs:290). Its other paths, `/metrics` and `/health`, ask for no login
 * and are for the cluster only.
 */
export const exposedPaths: readonly ExposedPath[] = [
  { path: '/', type: 'Exact' }, // leads to /ui
  { path: '/ui', type: 'Prefix' },
  { path: '/api', type: 'Prefix' },
  { path: '/swagger-ui', type: 'Prefix' },
];
