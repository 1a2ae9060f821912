import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Access } from './commands.js';
import { kubectl } from './commands.js';
import type { Space } from './space.js';

/** What a program finds in a pod of the cluster, on this machine. */
export interface InPod {
  /** Holds the files, and what Kubernetes mounts for the ServiceAccount. */
  readonly directory: string;
  /** Variables by which the programs of the chart find the API and that directory. */
  readonly environment: Readonly<Record<string, string>>;
  /** Speaks to the API as the ServiceAccount. */
  readonly access: Access;
}

interface Kubeconfig {
  readonly clusters: readonly {
    readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string };
  }[];
}

/** Writes files and the token of a ServiceAccount: on simulated nodes a pod has no process, so its program runs here. */
export async function inPod(
  space: Space,
  serviceAccount: string,
  files: Readonly<Record<string, string>>,
): Promise<InPod> {
  const { administrator, deployer } = space;
  const directory = mkdtempSync(join(space.directory, 'pod-'));
  const token = (await kubectl(administrator, ['create', 'token', serviceAccount, '--duration=1h'])).trim();
  const view = ['config', 'view', '--raw', '--flatten', '--minify', '--output=json'];
  const { clusters } = JSON.parse(await kubectl(administrator, view)) as Kubeconfig;
  const { server = '', 'certificate-authority-data': authority = '' } = clusters[0]?.cluster ?? {};
  const user = { name: serviceAccount, user: { token } };
  const context = { name: 'pod', context: { cluster: 'c', user: serviceAccount } };
  const cluster = { name: 'c', cluster: clusters[0]?.cluster };
  const mounted = { ...files, token, namespace: deployer.namespace, 'ca.crt': Buffer.from(authority, 'base64') };
  const kubeconfig = { clusters: [cluster], users: [user], contexts: [context], 'current-context': 'pod' };
  for (const [name, content] of Object.entries({ ...mounted, kubeconfig: JSON.stringify(kubeconfig) }))
    writeFileSync(join(directory, name), content, { mode: 0o600 });
  const { hostname, port } = new URL(server);
  return {
    directory,
    environment: {
      KUBERNETES_SERVICE_HOST: hostname,
      KUBERNETES_SERVICE_PORT: port === '' ? '443' : port,
      SERVICE_ACCOUNT_DIRECTORY: directory,
    },
    access: { kubeconfig: join(directory, 'kubeconfig'), namespace: deployer.namespace },
  };
}
