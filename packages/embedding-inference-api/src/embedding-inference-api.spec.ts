import type { Manifest } from 'chartkit';
import {
  describeApplication,
  namesOf,
  ofKind,
  podsOf,
  readContract,
  render,
} from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { embeddingChart, valueSets } from './testing/embedding-chart.js';

type Values = Readonly<Record<string, unknown>>;
const contract = readContract(new URL('contract.yaml', import.meta.url));
const statefulSet = (values?: Values): Manifest | undefined => ofKind(render(embeddingChart, values), 'StatefulSet')[0];
const pod = (values?: Values) => podsOf(render(embeddingChart, values)).map(({ spec }) => spec)[0];
const container = (values?: Values) => pod(values)?.containers[0];
const withoutGpu = valueSets['without GPU'];
const slices = valueSets['slices of GPUs, mirror, TensorRT, TLS and monitoring'];
const shared = valueSets['several pods with the models of one claim'];

describeApplication({
  name: 'embedding-inference-api',
  key: 'embeddingInferenceApi',
  chart: embeddingChart,
  contract,
  valueSets,
});

describe('objects of the embedding inference service', () => {
  it('include a ServiceMonitor on demand', () => {
    expect(namesOf(render(embeddingChart, slices)).at(-1)).toMatch(/^ServiceMonitor /);
  });

  it('roll without a spare GPU: a pod is deleted before its replacement is made, one at a time', () => {
    const { updateStrategy, podManagementPolicy, replicas } = statefulSet()?.['spec'] as Values;
    // Kubernetes fills in RollingUpdate, which for a StatefulSet has no surge.
    expect({ updateStrategy, podManagementPolicy, replicas }).toEqual({
      updateStrategy: undefined,
      podManagementPolicy: 'Parallel',
      replicas: 1,
    });
  });
});

describe('GPUs', () => {
  it('are among requests and limits, on nodes that have them', () => {
    expect(container()?.resources).toEqual({
      requests: { cpu: '2', memory: '8Gi', 'nvidia.com/gpu': 1 },
      limits: { memory: '16Gi', 'nvidia.com/gpu': 1 },
    });
    expect(pod()?.nodeSelector).toEqual({ 'nvidia.com/gpu': 'true' });
    expect(pod()?.tolerations).toEqual([{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }]);
    expect(pod()).not.toHaveProperty('runtimeClassName');
  });

  it('may be slices, with a RuntimeClass, on other nodes', () => {
    expect(container(slices)?.resources?.limits).toEqual({ memory: '16Gi', 'nvidia.com/mig-1g.10gb': 2 });
    expect(pod(slices)).toMatchObject({
      runtimeClassName: 'nvidia',
      nodeSelector: { 'nvidia.com/gpu.product': 'H100' },
    });
  });

  it('leave no trace when they are disabled', () => {
    expect(container(withoutGpu)?.resources).toEqual({
      requests: { cpu: '2', memory: '8Gi' },
      limits: { memory: '16Gi' },
    });
    expect(pod(withoutGpu)?.nodeSelector).toEqual({ pool: 'cpu' });
    expect(pod(withoutGpu)?.tolerations).toEqual([{ key: 'cpu', operator: 'Exists' }]);
    const bare = pod({
      embeddingInferenceApi: {
        resolvedLimitations: ['cpuOnly'],
        gpu: { enabled: false },
        allowedModels: ['Qwen/Qwen3-Embedding-0.6B'],
      },
    });
    expect(bare).not.toHaveProperty('nodeSelector');
    expect(bare).not.toHaveProperty('tolerations');
  });

  it('need no privileges', () => {
    expect(pod()).toMatchObject({
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1000,
        runAsGroup: 1000,
        fsGroup: 1000,
        seccompProfile: { type: 'RuntimeDefault' },
      },
    });
    expect(container()?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod(shared)).toMatchObject({ securityContext: { runAsUser: 10001, runAsGroup: 10001, fsGroup: 10001 } });
  });
});

describe('volumes', () => {
  it('keep the models of each pod in a claim of its own, which nothing deletes', () => {
    expect(statefulSet()).toMatchObject({
      spec: {
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        volumeClaimTemplates: [
          {
            metadata: { name: 'models' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '50Gi' } } },
          },
        ],
      },
    });
    expect(pod()?.volumes).toEqual([
      { name: 'cache', emptyDir: { sizeLimit: '1Gi' } },
      { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
      { name: 'shared-memory', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } },
      { name: 'scripts', configMap: { name: 'prod-semantic-explorer-scripts' } },
    ]);
    expect(container()?.volumeMounts?.map(({ name, mountPath }) => `${name} ${mountPath}`)).toEqual([
      'models /models',
      'cache /home/appuser/.cache',
      'tmp /tmp',
      'shared-memory /dev/shm',
      'models /home/appuser/.cache/huggingface/hub',
    ]);
  });

  it('may be claims that exist already', () => {
    expect(pod(shared)?.volumes?.filter((volume) => 'persistentVolumeClaim' in volume)).toEqual([
      { name: 'models', persistentVolumeClaim: { claimName: 'all-models' } },
      { name: 'tensorrt-cache', persistentVolumeClaim: { claimName: 'engines' } },
    ]);
    expect(pod(shared)?.claimNames).toEqual([]);
  });

  it('include one for TensorRT only when it is asked for', () => {
    expect(pod(slices)?.claimNames).toEqual(['models', 'tensorrt-cache']);
    expect(container(slices)?.volumeMounts).toContainEqual({ name: 'tensorrt-cache', mountPath: '/tensorrt-cache' });
    expect(pod(withoutGpu)?.volumes?.[0]).toEqual({ name: 'models', emptyDir: { sizeLimit: '50Gi' } });
  });
});
