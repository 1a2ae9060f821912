import {
  describeApplication,
  namesOf,
  ofKind,
  podsOf,
  readContract,
  render,
  runReadinessProbe,
} from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { llmChart, valueSets } from './testing/llm-chart.js';

type Values = Readonly<Record<string, unknown>>;
const contract = readContract(new URL('contract.yaml', import.meta.url));
const pod = (values?: Values) => podsOf(render(llmChart, values)).map(({ spec }) => spec)[0];
const container = (values?: Values) => pod(values)?.containers[0];
const amd = valueSets['AMD GPUs, gated models, TLS and monitoring'];
const shared = valueSets['several pods with the models of one claim'];

describeApplication({ name: 'llm-inference-api', key: 'llmInferenceApi', chart: llmChart, contract, valueSets });

describe('objects of the LLM inference service', () => {
  it('include a ServiceMonitor on demand', () => {
    expect(namesOf(render(llmChart, amd)).at(-1)).toBe('ServiceMonitor prod-semantic-explorer-llm-inference-api');
  });

  it('roll without a spare GPU: a pod is deleted before its replacement is made', () => {
    const { updateStrategy, podManagementPolicy } = ofKind(render(llmChart), 'StatefulSet')[0]?.['spec'] as Values;
    // Kubernetes fills in RollingUpdate, which for a StatefulSet has no surge.
    expect({ updateStrategy, podManagementPolicy }).toEqual({
      updateStrategy: undefined,
      podManagementPolicy: 'Parallel',
    });
  });

  it('ask for GPUs of any kind', () => {
    expect(container()?.resources?.limits).toEqual({ memory: '32Gi', 'nvidia.com/gpu': 1 });
    expect(pod()?.nodeSelector).toEqual({ 'nvidia.com/gpu': 'true' });
    expect(container(amd)?.resources).toEqual({
      requests: { cpu: '4', memory: '16Gi', 'amd.com/gpu': 4 },
      limits: { memory: '32Gi', 'amd.com/gpu': 4 },
    });
    expect(pod(amd)).not.toHaveProperty('nodeSelector');
    expect(pod(amd)).not.toHaveProperty('tolerations');
    expect(container(valueSets['without GPU'])?.resources?.limits).toEqual({ memory: '32Gi' });
  });

  it('keep models in claims, and what libraries cache with the pod', () => {
    expect(ofKind(render(llmChart), 'StatefulSet')[0]).toMatchObject({
      spec: {
        volumeClaimTemplates: [
          { metadata: { name: 'models' }, spec: { resources: { requests: { storage: '100Gi' } } } },
        ],
      },
    });
    expect(container()?.volumeMounts?.map(({ name, mountPath }) => `${name} ${mountPath}`)).toEqual([
      'models /models',
      'cache /home/appuser/.cache',
      'tmp /tmp',
      'shared-memory /dev/shm',
    ]);
    expect(pod()?.volumes?.[0]).toEqual({ name: 'cache', emptyDir: { sizeLimit: '1Gi' } });
    expect(pod(shared)?.volumes?.[0]).toEqual({
      name: 'models',
      persistentVolumeClaim: { claimName: 'all-models' },
    });
  });
});

describe('a pod of the LLM inference service', () => {
  const probe = (values: Values, status: number, text?: string) => {
    const found = container(values);
    if (found === undefined) throw new Error('there is no container');
    return runReadinessProbe(found, 8091, status, text);
  };

  it('is ready when a model writes a token', async () => {
    expect(await probe({}, 200)).toEqual({
      succeeds: true,
      requests: [
        'POST /api/generate application/json {"model":"microsoft/Phi-3-mini-4k-instruct-gguf:Phi-3-mini-4k-instruct-q4.gguf@microsoft/Phi-3-mini-4k-instruct","prompt":"ready","max_tokens":1}',
      ],
    });
    const chosen = { llmInferenceApi: { allowedModels: ['a/b', 'c/d'], readinessModel: 'c/d' } };
    expect((await probe(chosen, 200)).requests).toEqual([
      'POST /api/generate application/json {"model":"c/d","prompt":"ready","max_tokens":1}',
    ]);
  });

  it('is not ready when the model cannot be loaded, or fails', async () => {
    expect((await probe({}, 503, '{"error":"Failed to load model","code":"MODEL_LOAD_ERROR"}')).succeeds).toBe(false);
    expect((await probe({}, 500)).succeeds).toBe(false);
  });

  it('stays ready when it has too much to do, which its clients understand', async () => {
    expect((await probe({}, 503, '{"error":"Too busy","code":"SERVICE_UNAVAILABLE"}')).succeeds).toBe(true);
  });
});
