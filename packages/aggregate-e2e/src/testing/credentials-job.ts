import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Access, CommandResult } from './commands.js';
import { kubectl, runProgram } from './commands.js';
import { renderChart } from './space.js';
import type { Space } from './space.js';

/** The Job that creates credentials, with its real program, its ServiceAccount and its Role. */
export interface CredentialsJob {
  /** Runs the program once against the cluster, as the Job's pod would. */
  run(): Promise<CommandResult>;
  /** Speaks to the API as the Job does. */
  readonly access: Access;
  readonly secretName: string;
  /** The keys that it creates. */
  readonly keys: readonly string[];
  /** Removes what `prepareCredentialsJob` made, as Helm does when a hook has succeeded. */
  remove(): Promise<void>;
}

interface RenderedObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
}

interface Kubeconfig {
  readonly clusters: readonly {
    readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string };
  }[];
}

/**
 * Applies the objects around the credentials Job of a release as its deployer, without the Job itself: on simulated nodes
 * a pod has no process, so the program runs here, with the token of the pod's ServiceAccount.
 */
export async function prepareCredentialsJob(space: Space, release: string): Promise<CredentialsJob> {
  const { administrator, deployer } = space;
  const rendered = (await renderChart([], release, deployer.namespace)) as unknown as readonly RenderedObject[];
  const objects = rendered.filter(
    ({ kind, metadata }) => metadata.name.endsWith('-create-credentials') && kind !== 'Job',
  );
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  await kubectl(deployer, ['apply', '--filename=-'], list);
  const serviceAccount = objects.find(({ kind }) => kind === 'ServiceAccount')?.metadata.name ?? '';
  const files = objects.find(({ kind }) => kind === 'ConfigMap')?.data ?? {};
  const specification = JSON.parse(files['specification.json'] ?? '') as {
    readonly secretName: string;
    readonly keys: readonly { readonly key: string }[];
  };

  const directory = mkdtempSync(join(space.directory, 'credentials-'));
  const token = (await kubectl(administrator, ['create', 'token', serviceAccount, '--duration=1h'])).trim();
  const view = ['config', 'view', '--raw', '--flatten', '--minify', '--output=json'];
  const { clusters } = JSON.parse(await kubectl(administrator, view)) as Kubeconfig;
  const { server = '', 'certificate-authority-data': authority = '' } = clusters[0]?.cluster ?? {};
  const user = { name: serviceAccount, user: { token } };
  const context = { name: 'job', context: { cluster: 'c', user: serviceAccount } };
  const cluster = { name: 'c', cluster: clusters[0]?.cluster };
  const mounted = { ...files, token, namespace: deployer.namespace, 'ca.crt': Buffer.from(authority, 'base64') };
  const kubeconfig = { clusters: [cluster], users: [user], contexts: [context], 'current-context': 'job' };
  for (const [name, content] of Object.entries({ ...mounted, kubeconfig: JSON.stringify(kubeconfig) }))
    writeFileSync(join(directory, name), content, { mode: 0o600 });

  const { hostname, port } = new URL(server);
  return {
    access: { kubeconfig: join(directory, 'kubeconfig'), namespace: deployer.namespace },
    secretName: specification.secretName,
    keys: specification.keys.map(({ key }) => key),
    run: () =>
      runProgram(process.execPath, [join(directory, 'create-credentials.mjs'), join(directory, 'specification.json')], {
        environment: {
          KUBERNETES_SERVICE_HOST: hostname,
          KUBERNETES_SERVICE_PORT: port === '' ? '443' : port,
          SERVICE_ACCOUNT_DIRECTORY: directory,
        },
      }),
    remove: async () => {
      await kubectl(deployer, ['delete', '--filename=-', '--wait'], list);
    },
  };
}
