import { readFileSync } from 'node:fs';

import { valkeyPort } from '@semantic-explorer/platform';
import type { Expr } from 'chartkit';
import { file, helper, lines, str, when } from 'chartkit';

import type { ValkeyValues } from './values.js';

/** Directory of the files of the server. */
export const configDirectory = '/etc/valkey';

/** The configuration file of the server (https://valkey.io/topics/valkey.conf/). `start-server.sh` adds what only the pod knows. */
export const serverConfig = ({ auth, evictionPolicy }: ValkeyValues): Expr<string> =>
  helper<string>(
    'semantic-explorer.valkey.config',
    'Configuration file of Valkey.',
    lines([
      // All addresses, of IPv4 and of IPv6 where the node has it.
      'bind * -::*',
      `port ${String(valkeyPort)}`,
      // In protected mode, a server without a password only answers its own pod.
      str`protected-mode ${when(auth.enabled, 'yes', 'no')}`,
      // The API uses the first one.
      'databases 1',
      // A cache writes nothing to disk, and the root file system is read-only.
      'dir /',
      'save ""',
      'appendonly no',
      str`maxmemory-policy ${evictionPolicy}`,
    ]),
  );

/** Starts the server. */
export const startScript = file(
  'valkey/start-server.sh',
  readFileSync(new URL('./start-server.sh', import.meta.url), 'utf8'),
);
