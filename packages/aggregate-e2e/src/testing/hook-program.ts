import type { Access, CommandResult } from './commands.js';
import { kubectl, runProgram } from './commands.js';
import { inPod } from './in-pod.js';
import type { Values } from './release.js';
import { renderChart } from './space.js';
import type { Space } from './space.js';

/** The program of a hook Job, with its files, its ServiceAccount and its Role. */
export interface HookProgram {
  /** Runs the program once against the cluster, as the Job's pod would. */
  run(): Promise<CommandResult>;
  /** Speaks to the API as the Job does. */
  readonly access: Access;
  readonly files: Readonly<Record<string, string>>;
  /** Removes what `prepareHook` made, as Helm does when a hook has succeeded. */
  remove(): Promise<void>;
}

interface RenderedObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly template: { readonly spec: { readonly containers: readonly { readonly command: readonly string[] }[] } };
  };
}

/**
 * Applies the objects around a hook Job of a release as its deployer, without the Job itself, whose program runs here.
 *
 * @param name of the Job, such as `create-credentials`
 */
export async function prepareHook(
  space: Space,
  name: string,
  values: Values = {},
  release = 'explorer',
): Promise<HookProgram> {
  const { deployer } = space;
  const rendered = (await renderChart([values], release, deployer.namespace)) as unknown as readonly RenderedObject[];
  const belongs = ({ metadata }: RenderedObject): boolean =>
    metadata.name.replace(/-[0-9a-f]{8}$/, '').endsWith(`-${name}`);
  const objects = rendered.filter((object) => belongs(object) && object.kind !== 'Job');
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  await kubectl(deployer, ['apply', '--filename=-'], list);
  const serviceAccount = objects.find(({ kind }) => kind === 'ServiceAccount')?.metadata.name ?? '';
  const files = objects.find(({ kind }) => kind === 'ConfigMap')?.data ?? {};
  const job = rendered.find((object) => belongs(object) && object.kind === 'Job');
  const command = job?.spec?.template.spec.containers[0]?.command ?? [];

  const { directory, environment, access } = await inPod(space, serviceAccount, files);
  const args = command.slice(1).map((argument) => argument.replace('/scripts/', `${directory}/`));
  return {
    access,
    files,
    run: () => runProgram(process.execPath, args, { environment }),
    remove: async () => {
      await kubectl(deployer, ['delete', '--filename=-', '--wait'], list);
    },
  };
}

/** Creates the credentials of a release, which no pod on a simulated node would. */
export async function createCredentials(space: Space, release = 'explorer'): Promise<void> {
  const program = await prepareHook(space, 'create-credentials', {}, release);
  const result = await program.run();
  if (!result.ok) throw new Error(result.messages);
  await program.remove();
}
