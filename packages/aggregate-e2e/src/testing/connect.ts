import type { Access } from './commands.js';
import { kubectl } from './commands.js';

/** Whether a pod, whose image has a shell and curl, can open a connection to an address such as `web:80`. */
export async function canConnect(access: Access, pod: string, address: string): Promise<boolean> {
  // How it went on does not matter: the port may speak another protocol.
  const line = `curl --silent --output /dev/null --max-time 3 --write-out '%{time_connect}' http://${address}/ || true`;
  const seconds = await kubectl(access, ['exec', pod, '--', 'sh', '-c', line]);
  // Nothing at all, which is 0 as a number, when there is no curl.
  if (!/^\d+\.\d+$/.test(seconds))
    throw new Error(`curl in ${pod} does not say how long it took to connect: "${seconds}"`);
  return Number(seconds) > 0;
}
