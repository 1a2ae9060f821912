import type { Dynamic, Expr, k8s, Plain, Rule, ValueRef } from 'chartkit';
import { and, boolean, entry, integer, kubernetes, lookup, map, object, optional, rule, string, when } from 'chartkit';

import type { PodValues } from '../pods.js';
import { nodeValues } from '../pods.js';

type Quantities = Readonly<Record<string, Plain<k8s.Quantity>>>;
const quantities = (byDefault: Quantities, description: string) =>
  map(kubernetes('Quantity', { description: 'A quantity.' }), {
    keys: 'qualifiedName',
    default: byDefault,
    description,
  });

/** The values of the resources of a container that may have a GPU: those beside it. */
export const gpuResourcesValues = (defaults: { readonly requests: Quantities; readonly limits: Quantities }) =>
  object(
    {
      requests: quantities(defaults.requests, 'What the container is guaranteed.'),
      limits: quantities(defaults.limits, 'What the container gets at most.'),
    },
    { description: 'Requests and limits of the container. GPUs are added to both.' },
  );

/** The values of a pod that may have a GPU: what it gets and where it runs. `resources` are those beside the GPU. */
export const gpuValues = (resources: { readonly requests: Quantities; readonly limits: Quantities }) => ({
  gpu: object(
    {
      enabled: boolean({
        default: true,
        description: 'Give each pod GPUs. Without, there is no GPU resource, and the nodes are those of cpuOnly.',
      }),
      resourceName: string({
        format: 'qualifiedName',
        default: 'nvidia.com/gpu',
        description:
          'Resource of the device plugin, such as nvidia.com/gpu, nvidia.com/mig-1g.10gb, amd.com/gpu or gpu.intel.com/i915.',
      }),
      count: integer({ minimum: 1, maximum: 64, default: 1, description: 'GPUs, or slices of one, of each pod.' }),
      runtimeClassName: string({
        format: 'dnsSubdomain',
        allowEmpty: true,
        maxLength: 253,
        default: '',
        description: 'RuntimeClass of the pods, such as "nvidia"; empty for the default one of the nodes.',
      }),
    },
    { description: 'GPUs. While they are enabled, nodeSelector and tolerations say on which nodes the pods run.' },
  ),
  ...nodeValues({
    nodeSelector: { 'nvidia.com/gpu': 'true' },
    tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }],
  }),
  cpuOnly: object(nodeValues(), { description: 'On which nodes the pods run while gpu.enabled is false.' }),
  resources: gpuResourcesValues(resources),
});

/** What decides about the resources of a container that may have a GPU, as expressions. */
export interface GpuResources {
  readonly gpu: {
    readonly enabled: Expr<boolean>;
    readonly resourceName: Expr<string>;
    readonly count: Expr<number>;
  };
  readonly resources: {
    readonly requests: Expr<Record<string, k8s.Quantity>>;
    readonly limits: Expr<Record<string, k8s.Quantity>>;
  };
}

/** The values of `gpuValues` as expressions. */
export interface GpuValues extends GpuResources, Pick<PodValues, 'nodeSelector' | 'tolerations'> {
  readonly gpu: ValueRef<{ enabled: boolean; resourceName: string; count: number; runtimeClassName: string }>;
  readonly cpuOnly: Pick<PodValues, 'nodeSelector' | 'tolerations'>;
}

/** The resources of a container with its GPUs. Kubernetes wants them among the limits, and requests equal to that. */
export function gpuResources({ gpu, resources }: GpuResources): Dynamic<k8s.ResourceRequirements> {
  const gpus = when<Record<string, k8s.Quantity>>(
    gpu.enabled,
    entry(gpu.resourceName, gpu.count) as Expr<Record<string, never>>,
  );
  return { requests: { ...resources.requests, ...gpus }, limits: { ...resources.limits, ...gpus } };
}

/** The nodes of a pod: those with GPUs or others. These fields replace those of `podPlacement`. */
export const gpuPlacement = ({ gpu, nodeSelector, tolerations, cpuOnly }: GpuValues) => ({
  runtimeClassName: when<string>(and(gpu.enabled, gpu.runtimeClassName), gpu.runtimeClassName),
  nodeSelector: when<Record<string, string> | undefined>(
    gpu.enabled,
    optional(nodeSelector),
    optional(cpuOnly.nodeSelector),
  ),
  tolerations: when<k8s.Toleration[] | undefined>(gpu.enabled, optional(tolerations), optional(cpuOnly.tolerations)),
});

/** What the values must fulfil: GPUs are named in one place. `key` is the top-level key of the values. */
export const gpuRules = ({ gpu, resources }: GpuResources, key: string): readonly Rule[] =>
  [resources.requests, resources.limits].map((quantity) =>
    rule(
      quantity,
      and(gpu.enabled, lookup(quantity, gpu.resourceName)),
      `names the GPU, which ${key}.gpu.count already does`,
    ),
  );
