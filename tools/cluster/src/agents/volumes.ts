import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { ApiClient, ApiObject } from '../api-client.js';

const provisioner = 'cluster/local';
const storageClassName = 'standard';
const provisionedBy = 'pv.kubernetes.io/provisioned-by';

/** As far as it is read here. */
export interface Claim extends ApiObject {
  readonly spec: {
    readonly storageClassName?: string;
    readonly volumeName?: string;
    readonly accessModes: readonly string[];
    readonly volumeMode?: string;
    readonly resources: { readonly requests: { readonly storage: string } };
  };
  readonly status?: { readonly capacity?: { readonly storage?: string } };
}

/** As far as it is read here. */
export interface Volume extends ApiObject {
  readonly spec: { readonly local?: { readonly path: string } };
  readonly status?: { readonly phase?: string };
}

/**
 * Makes a volume for every claim of the storage class that a pod waits for, and removes those that are released.
 *
 * @param directory of the volumes; undefined where pods are simulated and nothing is written
 */
export async function provisionVolumes(api: ApiClient, directory: string | undefined): Promise<void> {
  for (const claim of await api.list<Claim>('/api/v1/persistentvolumeclaims')) {
    const volume = volumeFor(claim, directory);
    if (volume !== undefined) {
      // As a new disk: it belongs to root, and fsGroup opens it for the pod.
      if ('local' in volume.spec) mkdirSync(volume.spec.local.path, { recursive: true });
      const { status, body } = await api.call('POST', '/api/v1/persistentvolumes', volume);
      if (status !== 201 && status !== 409)
        throw new Error(`volume for ${claim.metadata.name}: ${JSON.stringify(body)}`);
    }
    await expand(api, claim);
  }
  for (const volume of await api.list<Volume>('/api/v1/persistentvolumes')) {
    const isOurs = volume.metadata.annotations?.[provisionedBy] === provisioner;
    if (!isOurs || volume.status?.phase !== 'Released') continue;
    if (volume.spec.local !== undefined) rmSync(volume.spec.local.path, { recursive: true, force: true });
    await api.call('DELETE', `/api/v1/persistentvolumes/${volume.metadata.name}`);
  }
}

/** The volume that a claim needs now; none when it has one, is of another class or is not scheduled yet. */
export function volumeFor({ metadata, spec }: Claim, directory: string | undefined) {
  const node = metadata.annotations?.['volume.kubernetes.io/selected-node'];
  const isDone = (spec.volumeName ?? '') !== '' || metadata.deletionTimestamp !== undefined;
  if (spec.storageClassName !== storageClassName || isDone || node === undefined) return undefined;
  const name = `pvc-${metadata.uid}`;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, annotations: { [provisionedBy]: provisioner } },
    spec: {
      capacity: spec.resources.requests,
      accessModes: spec.accessModes,
      storageClassName,
      volumeMode: spec.volumeMode ?? 'Filesystem',
      persistentVolumeReclaimPolicy: 'Delete',
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        namespace: metadata.namespace,
        name: metadata.name,
        uid: metadata.uid,
      },
      ...(directory === undefined ? elsewhere(name) : onNode(join(directory, name), node)),
    },
  };
}

/** A disk that follows its pod to any node. */
const elsewhere = (name: string) => ({ nfs: { server: 'volumes.invalid', path: `/${name}` } });

/** A folder of one node. Not hostPath, which ignores fsGroup. */
const onNode = (path: string, node: string) => ({
  local: { path },
  nodeAffinity: {
    required: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] }],
    },
  },
});

/** A claim that asks for more gets it: directories have no size. */
async function expand(api: ApiClient, { metadata, spec, status }: Claim): Promise<void> {
  const { storage } = spec.resources.requests;
  const has = status?.capacity?.storage;
  const isOurs = spec.storageClassName === storageClassName && (spec.volumeName ?? '') !== '';
  if (!isOurs || has === undefined || has === storage) return;
  await api.call('PATCH', `/api/v1/persistentvolumes/${spec.volumeName ?? ''}`, { spec: { capacity: { storage } } });
  const claim = `/api/v1/namespaces/${metadata.namespace ?? ''}/persistentvolumeclaims/${metadata.name}/status`;
  await api.call('PATCH', claim, { status: { capacity: { storage } } });
}

/** Makes the folder of all volumes, which pods of any user must be able to enter. */
export function createVolumesDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, 0o755);
}
