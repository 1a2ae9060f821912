import { podsOf } from '@semantic-explorer/platform/testing';
import type { Container, PodSpec } from '@semantic-explorer/platform/testing';
import type { Manifest } from 'chartkit';

/** What pods ask for: cores and bytes. */
export interface Requests {
  readonly cpu: number;
  readonly memory: number;
}

const factors: Readonly<Record<string, number>> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** A Kubernetes quantity as a number. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export function quantity(text: string | number): number {
  const [, digits, suffix = ''] = /^([0-9.]+)([A-Za-z]*)$/.exec(String(text)) ?? [];
  const factor = factors[suffix];
  if (digits === undefined || factor === undefined)
    throw new Error(`${String(text)} is no quantity that this test knows`);
  return Number(digits) * factor;
}

const add = (left: Requests, right: Requests): Requests => ({
  cpu: left.cpu + right.cpu,
  memory: left.memory + right.memory,
});
const none: Requests = { cpu: 0, memory: 0 };

const requestsOf = ({ resources }: Container): Requests => ({
  cpu: quantity(resources?.requests?.['cpu'] ?? 0),
  memory: quantity(resources?.requests?.['memory'] ?? 0),
});

const greater = (left: Requests, right: Requests): Requests => ({
  cpu: Math.max(left.cpu, right.cpu),
  memory: Math.max(left.memory, right.memory),
});

/**
 * The scheduler takes the greatest of what the containers need together with all sidecars, and what each init container needs
 * together with the sidecars before it.
 * https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
 */
function podRequests({ initContainers = [], containers }: PodSpec): Requests {
  let sidecars = none;
  let starting = none;
  for (const container of initContainers) {
    const needed = add(sidecars, requestsOf(container));
    starting = greater(starting, needed);
    if (container.restartPolicy === 'Always') sidecars = needed;
  }
  return greater(starting, containers.map(requestsOf).reduce(add, sidecars));
}

interface Scalable {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  /** Absent in a ConfigMap or Secret. */
  readonly spec?: {
    readonly replicas?: number;
    readonly minReplicas?: number;
    readonly scaleTargetRef?: { readonly kind: string; readonly name: string };
  };
}

/** Pods of a workload: what it says, or the least that its autoscaler wants. */
function replicasOf({ kind, metadata, spec }: Scalable, objects: readonly Scalable[]): number {
  const autoscaler = objects.find(
    ({ spec: other }) => other?.scaleTargetRef?.kind === kind && other.scaleTargetRef.name === metadata.name,
  );
  return autoscaler?.spec?.minReplicas ?? spec?.replicas ?? 1;
}

/** A pod that runs all the time, and what the scheduler keeps for it. */
export interface RunningPod {
  readonly name: string;
  readonly requests: Requests;
}

/** All pods that run all the time, each as often as there are replicas. */
export function runningPods(objects: readonly Manifest[]): readonly RunningPod[] {
  const scalables = objects as unknown as readonly Scalable[];
  return podsOf(objects).flatMap(({ owner, spec }) => {
    const workload = owner as unknown as Scalable;
    if (workload.kind !== 'StatefulSet' && workload.kind !== 'Deployment') return [];
    const pod = { name: workload.metadata.name, requests: podRequests(spec) };
    return Array.from({ length: replicasOf(workload, scalables) }, () => pod);
  });
}

/** The sum over pods. */
export const sumOfRequests = (pods: readonly RunningPod[]): Requests =>
  pods.map(({ requests }) => requests).reduce(add, none);

/**
 * Puts pods on equal nodes, the greatest first and each on the first node that has room for it, which is never better
 * than what a scheduler could find. Gives the names of those for which there is no room.
 */
export function withoutRoom(pods: readonly RunningPod[], nodes: number, node: Requests): readonly string[] {
  const share = ({ cpu, memory }: Requests): number => Math.max(cpu / node.cpu, memory / node.memory);
  const used = Array.from({ length: nodes }, () => none);
  return [...pods]
    .sort((left, right) => share(right.requests) - share(left.requests))
    .flatMap(({ name, requests }) => {
      const index = used.findIndex((sum) => share(add(sum, requests)) <= 1);
      if (index < 0) return [name];
      used[index] = add(used[index] ?? none, requests);
      return [];
    });
}
