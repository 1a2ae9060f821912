import type { Claim, Section } from './claim.js';
import { absent, byDefault, field, podPath } from './finders.js';

const resources = (name: string, which: 'requests' | 'limits', count: number) =>
  field(`StatefulSet ${name}`, `${podPath}.containers[${name}].resources.${which}[nvidia.com/gpu]`, count);
const gpuNodes = (name: string) => [
  field(`StatefulSet ${name}`, `${podPath}.nodeSelector`, { 'nvidia.com/gpu': 'true' }),
  field(`StatefulSet ${name}`, `${podPath}.tolerations`, [
    { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
  ]),
];

const inference = (title: string, name: string): Claim => ({
  claim: `${title}: \`nvidia.com/gpu: 1\` in resources, GPU nodeSelector + tolerations`,
  find: [resources(name, 'requests', 1), resources(name, 'limits', 1), ...gpuNodes(name)],
});

const withGpu = { qdrant: { gpu: { enabled: true } } };

/** Qdrant on GPUs of NVIDIA, by the claims of issue #6. */
export const qdrantGpu: Claim = {
  claim: 'Qdrant: `gpu.enabled`, `gpu.nvidia`, image configurable',
  values: withGpu,
  find: [
    field('StatefulSet qdrant', `${podPath}.containers[qdrant].image`, 'docker.io/qdrant/qdrant:v1.19.0-gpu-nvidia'),
    field('StatefulSet qdrant', `${podPath}.containers[qdrant].env[QDRANT__GPU__INDEXING].value`, 'true'),
    resources('qdrant', 'limits', 1),
    byDefault('qdrant.gpu.type', 'nvidia'),
    byDefault('qdrant.gpu.nvidiaImage.tag', 'v1.19.0-gpu-nvidia'),
  ],
  remark: '`qdrant.gpu.type` names the vendor, since GPUs of AMD work too.',
};

/** GPUs of the inference services. */
export const inferenceGpus = ['embedding-inference-api', 'llm-inference-api'].map((name) =>
  resources(name, 'limits', 1),
);

/** Issue #6 of the document. */
export const gpu: readonly Section[] = [
  {
    title: 'Issue #6: GPU Configuration',
    claims: [
      qdrantGpu,
      inference('Embedding Inference API', 'embedding-inference-api'),
      inference('LLM Inference API', 'llm-inference-api'),
    ],
  },
  {
    title: 'Helm Chart GPU Features',
    level: 3,
    claims: [
      {
        claim: 'Embedding/LLM Inference APIs: GPU resources in requests/limits',
        values: { embeddingInferenceApi: { gpu: { count: 2 } } },
        find: [resources('embedding-inference-api', 'requests', 2), resources('embedding-inference-api', 'limits', 2)],
        remark: 'One value sets both. `gpu.resourceName` names slices or another vendor.',
      },
      { claim: 'GPU node selector: `nvidia.com/gpu: "true"`', find: gpuNodes('embedding-inference-api').slice(0, 1) },
      { claim: 'GPU tolerations for tainted nodes', find: gpuNodes('llm-inference-api').slice(1) },
      {
        claim: 'Security context allows SYS_ADMIN for GPU access',
        find: ['embedding-inference-api', 'llm-inference-api'].flatMap((name) => [
          absent(`StatefulSet ${name}`, `${podPath}.containers[${name}].securityContext.capabilities.add`),
          field(`StatefulSet ${name}`, `${podPath}.containers[${name}].securityContext.capabilities.drop`, ['ALL']),
        ]),
        remark: 'Issue #7 of the document takes it back: device plugins need no capability.',
      },
      {
        claim: 'Qdrant: Updated values.yaml with GPU documentation',
        find: [byDefault('qdrant.gpu.enabled', false), byDefault('qdrant.gpu.count', 1)],
        remark: 'Every key has its comment.',
      },
      {
        claim: 'Qdrant: Instructions to use `gpu-nvidia-latest` image tag',
        values: withGpu,
        find: [
          field(
            'StatefulSet qdrant',
            `${podPath}.containers[qdrant].image`,
            'docker.io/qdrant/qdrant:v1.19.0-gpu-nvidia',
          ),
        ],
        remark: 'The switch takes the image, of a pinned version.',
      },
      {
        claim: 'Qdrant: GPU resource configuration documented as comments',
        values: withGpu,
        find: [resources('qdrant', 'requests', 1), resources('qdrant', 'limits', 1)],
        remark: 'Set, rather than commented.',
      },
      {
        claim: 'Updated `values.yaml` with better Qdrant GPU documentation',
        find: [byDefault('qdrant.gpu.type', 'nvidia'), byDefault('qdrant.gpu.nvidiaImage.tag', 'v1.19.0-gpu-nvidia')],
      },
    ],
  },
];
