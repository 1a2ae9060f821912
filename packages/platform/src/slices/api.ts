import { object, slice, str, string } from 'chartkit';

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
    },
    { description: 'The API and its user interface.' },
  ),
);

/** Where an identity provider sends browsers back to (app contract: PUBLIC_URL, `/auth_callback`). */
export const redirectUri = str`${apiSlice.values.publicUrl}/auth_callback`;
