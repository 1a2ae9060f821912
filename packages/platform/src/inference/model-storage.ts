import type { Dynamic, DynamicItem, Expr, k8s, Rule, ValueRef } from 'chartkit';
import { and, contains, gt, join, not, object, oneOf, or, rule, string } from 'chartkit';

import type { Persistence } from '../persistence.js';
import { claimTemplate, claimVolume, persistenceRule, persistenceValues } from '../persistence.js';
import { scriptContainer, scriptsMount } from '../scripts.js';
import type { ApplicationValues } from '../workloads/application-values.js';

/** Where the programs find and put models: HF_HOME. */
export const modelsDirectory = '/models';
/** Home of the images' user, as both images have it in their passwd file. */
export const homeDirectory = '/home/appuser';

const retained = (when: string) =>
  oneOf(['Retain', 'Delete'], { default: 'Retain', description: `What becomes of the claims when ${when}.` });

/** The values of the volumes of a service that keeps models. `size` is that of the claim of each pod. */
export const modelStorageValues = (defaults: { readonly size: string }) => ({
  persistence: object(
    {
      ...persistenceValues(defaults).properties,
      retentionPolicy: object(
        {
          whenDeleted: retained('the StatefulSet is deleted'),
          whenScaled: retained('there are to be fewer pods'),
        },
        { description: 'What becomes of the claims that the StatefulSet made.' },
      ),
    },
    { description: 'The volume with the models.' },
  ),
  huggingFaceCache: object(
    {
      size: string({
        format: 'storageSize',
        default: '1Gi',
        description: `Size of ${homeDirectory}/.cache, which is lost with the pod.`,
      }),
    },
    { description: 'Cache of the Hugging Face libraries beside the models.' },
  ),
  sharedMemory: object(
    {
      size: string({
        format: 'storageSize',
        default: '1Gi',
        description: 'Size of /dev/shm; what is used of it counts as memory of the container.',
      }),
    },
    { description: 'Memory that processes and GPU libraries share.' },
  ),
  temporaryStorage: string({ format: 'storageSize', default: '1Gi', description: 'Size of /tmp.' }),
});

type Policy = ValueRef<{ whenDeleted: 'Retain' | 'Delete'; whenScaled: 'Retain' | 'Delete' }>;

/** The values of `modelStorageValues` as expressions. */
export interface ModelStorageValues {
  readonly persistence: Persistence & { readonly retentionPolicy: Policy };
  readonly huggingFaceCache: ValueRef<{ size: string }>;
  readonly sharedMemory: ValueRef<{ size: string }>;
  readonly temporaryStorage: Expr<string>;
}

/** The volumes of a pod, as far as they are no claims of the StatefulSet. */
export const modelVolumes = (values: ModelStorageValues): readonly DynamicItem<k8s.Volume>[] => [
  claimVolume('models', values.persistence),
  { name: 'cache', emptyDir: { sizeLimit: values.huggingFaceCache.size } },
  { name: 'tmp', emptyDir: { sizeLimit: values.temporaryStorage } },
  { name: 'shared-memory', emptyDir: { medium: 'Memory', sizeLimit: values.sharedMemory.size } },
];

/** The claims that the StatefulSet makes for each pod. */
export const modelClaims = (values: ModelStorageValues): readonly DynamicItem<k8s.KubePersistentVolumeClaimProps>[] => [
  claimTemplate('models', values.persistence),
];

/** Where the container has these volumes. */
export const modelMounts: readonly k8s.VolumeMount[] = [
  { name: 'models', mountPath: modelsDirectory },
  { name: 'cache', mountPath: `${homeDirectory}/.cache` },
  { name: 'tmp', mountPath: '/tmp' },
  { name: 'shared-memory', mountPath: '/dev/shm' },
];

/** An init container that makes HF_HOME and HF_HOME/hub one directory: parts of the programs differ in where they look. */
export const linkModelCache: Dynamic<k8s.Container> = {
  name: 'link-model-cache',
  ...scriptContainer('link-model-cache.mjs'),
  env: [{ name: 'MODELS_DIRECTORY', value: modelsDirectory }],
  volumeMounts: [scriptsMount, { name: 'models', mountPath: modelsDirectory }],
};

/** What the values of a volume must fulfil that all pods would share. `path` is where they stand. */
export const sharedClaimRules = (
  persistence: Persistence,
  path: string,
  { autoscaling, replicaCount }: Pick<ApplicationValues, 'autoscaling' | 'replicaCount'>,
): readonly Rule[] => [
  persistenceRule(persistence, path),
  rule(
    persistence.existingClaim,
    and(
      persistence.existingClaim,
      not(contains('Many', join(',', persistence.accessModes))),
      or(and(autoscaling.enabled, gt(autoscaling.maxReplicas, 1)), and(not(autoscaling.enabled), gt(replicaCount, 1))),
    ),
    `can be mounted by one pod only, but there may be several: name ReadWriteMany in ${path}.accessModes if the claim has it, or leave the claim to the chart, which makes one for each pod`,
  ),
];
