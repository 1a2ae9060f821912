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

/** The scheduler takes the greater of what init containers need one by one and what the others need together. */
function podRequests({ initContainers = [], containers }: PodSpec): Requests {
  const together = containers.map(requestsOf).reduce(add, none);
  return initContainers
    .map(requestsOf)
    .reduce((most, one) => ({ cpu: Math.max(most.cpu, one.cpu), memory: Math.max(most.memory, one.memory) }), together);
}

/** The sum over all pods that run all the time. */
export const sumOfRequests = (objects: readonly Manifest[]): Requests =>
  podsOf(objects)
    .filter(({ owner }) => owner['kind'] === 'StatefulSet' || owner['kind'] === 'Deployment')
    .map(({ owner, spec }) => {
      const { replicas = 1 } = (owner as { readonly spec: { readonly replicas?: number } }).spec;
      const { cpu, memory } = podRequests(spec);
      return { cpu: cpu * replicas, memory: memory * replicas };
    })
    .reduce(add, none);
