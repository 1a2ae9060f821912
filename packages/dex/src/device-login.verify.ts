import { expect, it } from 'vitest';

import { browserFor, linkIn } from './testing/browser.js';
import type { RealDex } from './testing/real-dex.js';
import { admin, apiFlow, person, withDex } from './testing/verified-dex.js';

/*
 * POST /api/auth/device of the API starts the device authorization grant (RFC 8628) with its client ID alone
 * (api/src/auth/device_flow.rs:107). These tests show how far Dex goes; README.md says what follows.
 */

/** The last page that a user gets after entering the code that the API hands to a device. */
async function deviceLogin(dex: RealDex) {
  const { issuer, clientId } = apiFlow(dex);
  const answer = await fetch(`${dex.web}/dex/device/code`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: clientId, scope: 'openid email profile offline_access' }),
  });
  const { user_code } = (await answer.json()) as { readonly user_code: string };
  const browser = browserFor(issuer, dex.web, 'https://nowhere.example.com/');
  const start = await browser.open(`${issuer}/device/auth/verify_code`, { user_code });
  if (start.status !== 200) return { status: start.status, text: start.text };
  const end = await browser.open(linkIn(start, /<form[^>]*action="([^"]*)"/), {
    login: admin.email,
    password: 'password',
  });
  return { status: end.status, text: end.text, path: end.url.pathname };
}

it('a device login with the client of the API ends where Dex would send the browser back', async () => {
  await withDex([person], async (dex) => {
    const { status, text } = await deviceLogin(dex);
    expect(status).toBe(400);
    expect(text).toContain('Unregistered redirect_uri');
  });
});

it('a registered redirect leaves the issuer, since only that of a public client gets the path of the issuer', async () => {
  const editConfig = (config: string) => config.replace(/redirectURIs:\n( *)- /, '$&/device/callback\n$1- ');
  await withDex(
    [person],
    async (dex) => {
      expect(await deviceLogin(dex)).toMatchObject({ status: 404, path: '/device/callback' });
    },
    { editConfig },
  );
});
