import { podsOf } from '@semantic-explorer/platform/testing';
import { evaluateChart } from 'chartkit';
import { describe, expect, it } from 'vitest';

import { semanticExplorer } from './index.js';
import { quantity, runningPods, sumOfRequests, withoutRoom } from './testing/requests.js';
import { shippedValues, valueSets } from './testing/value-sets.js';

const objectsFor = (values: Readonly<Record<string, unknown>>) =>
  evaluateChart(semanticExplorer, { release: { name: 'test', namespace: 'tests' }, values: [values] });

const gibibyte = 2 ** 30;
/** What the kubelet and the system of a node leave to pods. */
const allocatable = 0.9;

/** Nodes, their cores and GiB, and what the cluster's own pods ask for on each of them. */
interface Nodes {
  readonly nodes: number;
  readonly cpu: number;
  readonly memory: number;
  readonly system?: { readonly cpu: number; readonly memory: number };
}

/** Nodes that values are made for; three of 8 cores and 32 GiB unless they say otherwise. GPUs are not counted. */
const clusters: Readonly<Record<string, Nodes>> = {
  // The control plane, DNS and network plugin of kind, which asks for more than those of minikube and k3d.
  'profiles/minimal': { nodes: 1, cpu: 3, memory: 8, system: { cpu: 0.95, memory: 0.3 } },
  'profiles/production': { nodes: 3, cpu: 16, memory: 64 },
};
const threeNodes: Nodes = { nodes: 3, cpu: 8, memory: 32 };

describe('requests of the pods', () => {
  it.each(shippedValues)('fit the nodes that the values are made for: %s', (name, values) => {
    const { nodes, cpu, memory, system = { cpu: 0, memory: 0 } } = clusters[name] ?? threeNodes;
    const pods = runningPods(objectsFor(values));
    const sum = sumOfRequests(pods);
    console.info(
      `${name}: ${pods.length} pods request ${sum.cpu.toFixed(2)} cores and ${(sum.memory / gibibyte).toFixed(1)} GiB ` +
        `of ${nodes} × ${cpu} cores and ${memory} GiB`,
    );
    const node = { cpu: cpu * allocatable - system.cpu, memory: (memory * allocatable - system.memory) * gibibyte };
    expect(withoutRoom(pods, nodes, node)).toEqual([]);
  });

  it.each(valueSets)('are given for every container, with a limit of memory: %s', (_, values) => {
    const incomplete = podsOf(objectsFor(values)).flatMap(({ owner, spec }) =>
      [...(spec.initContainers ?? []), ...spec.containers]
        .filter(
          ({ resources }) =>
            resources?.requests?.['cpu'] === undefined ||
            resources.requests['memory'] === undefined ||
            resources.limits?.['memory'] === undefined,
        )
        .map(({ name }) => `${(owner['metadata'] as { readonly name: string }).name}: ${name}`),
    );
    expect(incomplete).toEqual([]);
  });

  it.each([
    ['250m', 0.25],
    ['1.5', 1.5],
    ['512Mi', 536_870_912],
    ['2G', 2_000_000_000],
  ])('are read as Kubernetes reads them: %s', (text, number) => {
    expect(quantity(text)).toBe(number);
  });

  it('do not fit when they would only in sum', () => {
    const pod = { name: 'web', requests: { cpu: 3, memory: 1 } };
    expect(withoutRoom([pod, pod, pod], 3, { cpu: 4, memory: 4 })).toEqual([]);
    expect(withoutRoom([pod, pod, pod], 2, { cpu: 5, memory: 8 })).toEqual(['web']);
  });

  it('are counted for as many pods as an autoscaler wants at least', () => {
    const resources = { requests: { cpu: '1', memory: '1Gi' } };
    const workload = (name: string, spec: object) => ({
      kind: 'StatefulSet',
      metadata: { name },
      spec: {
        ...spec,
        template: {
          spec: {
            containers: [
              { name, resources },
              { name: 'more', resources },
            ],
          },
        },
      },
    });
    const autoscaler = {
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web' },
      spec: { minReplicas: 3, scaleTargetRef: { kind: 'StatefulSet', name: 'web' } },
    };
    const pods = runningPods([workload('web', {}), workload('db', { replicas: 2 }), autoscaler]);
    expect(pods.map(({ name }) => name)).toEqual(['web', 'web', 'web', 'db', 'db']);
    expect(sumOfRequests(pods)).toEqual({ cpu: 10, memory: 10 * gibibyte });
  });
});
