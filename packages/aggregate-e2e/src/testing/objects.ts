import type { Access } from './commands.js';
import { kubectl } from './commands.js';

/** An object as the API gives it, as far as the tests read it. */
export interface ClusterObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly creationTimestamp?: string;
    readonly resourceVersion: string;
    readonly generation?: number;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly managedFields?: readonly { readonly manager: string }[];
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
  };
}

/** A pod, as far as the tests read it. */
export interface Pod extends ClusterObject {
  readonly spec: { readonly nodeName?: string; readonly containers: readonly { readonly image: string }[] };
  readonly status: {
    readonly phase: string;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly message?: string;
      readonly lastTransitionTime?: string;
    }[];
    /** Of init containers, sidecars among them. */
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

interface ContainerStatus {
  readonly name: string;
  readonly restartCount: number;
  readonly lastState: { readonly terminated?: { readonly reason?: string; readonly exitCode?: number } };
}

/** Lists objects of some kinds (`pods,services`), chosen by labels (`a=b`). */
export async function listObjects<T extends ClusterObject = ClusterObject>(
  access: Access,
  kinds: string,
  selector = '',
): Promise<readonly T[]> {
  const text = await kubectl(access, [
    'get',
    kinds,
    `--selector=${selector}`,
    '--output=json',
    '--show-managed-fields',
  ]);
  return (JSON.parse(text) as { readonly items: readonly T[] }).items;
}

/** The label that every object of a release carries. */
export const ofRelease = (release: string): string => `app.kubernetes.io/instance=${release}`;

/** `Kind/name` of objects, sorted. */
export const namesOf = (objects: readonly ClusterObject[]): readonly string[] =>
  objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort();

/** Whether a pod is Ready, or has done what it is for. */
export const isReady = ({ status }: Pod): boolean =>
  status.phase === 'Succeeded' ||
  (status.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') ?? false);

/** The containers of pods that were restarted, how often, and how they ended the last time. */
export const restartsOf = (pods: readonly Pod[]): readonly string[] =>
  pods.flatMap(({ metadata, status }) =>
    [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]
      .filter(({ restartCount }) => restartCount > 0)
      .map(({ name, restartCount, lastState: { terminated } }) => {
        const { reason = 'unknown', exitCode = -1 } = terminated ?? {};
        return `${metadata.name}, ${name}: ${restartCount} times, ${reason} (${exitCode})`;
      }),
  );

/** How long each pod took from its creation until it was Ready, the slowest first. */
export function startTimesOf(pods: readonly Pod[]): string {
  return pods
    .map((pod) => {
      const ready = pod.status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? '';
      const seconds = (Date.parse(ready) - Date.parse(pod.metadata.creationTimestamp ?? '')) / 1000;
      return { seconds, line: `  ${String(seconds).padStart(4)} s  ${pod.metadata.name}` };
    })
    .sort((left, right) => right.seconds - left.seconds)
    .map(({ line }) => line)
    .join('\n');
}
