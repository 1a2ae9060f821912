import { spawn } from 'node:child_process';

import { kubectlBinary } from 'helm-harness';

import type { Access } from './commands.js';
import { kubectlEnvironment } from './commands.js';

/**
 * Reaches a port of a Service or pod (`service/web`) from here while `use` runs, as a person does with kubectl.
 *
 * @throws Error with what kubectl said when it does not forward
 */
export async function withPortForward<T>(
  access: Access,
  target: string,
  port: number,
  use: (address: string) => Promise<T>,
): Promise<T> {
  const place = [`--kubeconfig=${access.kubeconfig}`, `--namespace=${access.namespace}`];
  const child = spawn(kubectlBinary(), [...place, 'port-forward', target, `:${port}`], {
    env: { PATH: process.env['PATH'], ...kubectlEnvironment(access) },
  });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let [said, complained] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const [, local] = /^Forwarding from (127\.0\.0\.1:\d+)/m.exec(said) ?? [];
        if (local !== undefined) resolve(`http://${local}`);
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text));
      child.on('error', reject);
      child.on('close', () => {
        reject(new Error(`kubectl port-forward ${target}: ${complained}`));
      });
    });
    return await use(address);
  } finally {
    child.kill();
  }
}
