import type { Access } from './commands.js';
import { kubectl } from './commands.js';

/** Whether a pod, whose image has a shell and curl, can open a connection to an address such as `web:80`. */
export async function canConnect(access: Access, pod: string, address: string): Promise<boolean> {
  // How it went on does not matter: the port may speak another protocol.
  const line = `curl --silent --output /dev/null --max-time 3 --write-out '%{time_connect}' http://${address}/ || true`;
  const seconds = Number(await kubectl(access, ['exec', pod, '--', 'sh', '-c', line]));
  if (Number.isNaN(seconds)) throw new Error(`curl in ${pod} does not say how long it took to connect`);
  return seconds > 0;
}
