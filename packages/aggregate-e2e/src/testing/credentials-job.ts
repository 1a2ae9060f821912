import { join } from 'node:path';

import type { Access, CommandResult } from './commands.js';
import { kubectl, runProgram } from './commands.js';
import { inPod } from './in-pod.js';
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

/**
 * Applies the objects around the credentials Job of a release as its deployer, without the Job itself, whose
 * program runs here.
 */
export async function prepareCredentialsJob(space: Space, release: string): Promise<CredentialsJob> {
  const { deployer } = space;
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

  const { directory, environment, access } = await inPod(space, serviceAccount, files);
  return {
    access,
    secretName: specification.secretName,
    keys: specification.keys.map(({ key }) => key),
    run: () =>
      runProgram(process.execPath, [join(directory, 'create-credentials.mjs'), join(directory, 'specification.json')], {
        environment,
      }),
    remove: async () => {
      await kubectl(deployer, ['delete', '--filename=-', '--wait'], list);
    },
  };
}
