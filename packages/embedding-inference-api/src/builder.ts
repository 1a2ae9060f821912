import {
  claimTemplate,
  embeddingInferenceApi as connection,
  homeDirectory,
  inferenceRules,
  inferenceService,
  inferenceSlices,
  sharedClaimRules,
} from '@semantic-explorer/platform';
import type { k8s, Service } from 'chartkit';
import { and, eq, join, orElse, service, when } from 'chartkit';

import { environment } from './environment.js';
import { smallModel } from './models.js';
import { modelRules } from './rules.js';
import { embeddingInferenceApiValues } from './values.js';

const { server, slice } = connection;

/** The embedding inference service: a StatefulSet of pods with a GPU and a claim with models each. */
export const embeddingInferenceApi: Service = service({
  name: server.service,
  source: 'packages/embedding-inference-api/src/builder.ts',
  key: slice.key,
  values: embeddingInferenceApiValues,
  uses: inferenceSlices,
  enabled: (values) => values.enabled,
  rules: (values) => [
    ...inferenceRules(values, slice.key),
    ...modelRules(values),
    ...sharedClaimRules(values.tensorrtCache, `${slice.key}.tensorrtCache`, values),
  ],
  build: (scope, values) => {
    const { tensorrtCache } = values;
    const first = '${INFERENCE_ALLOWED_EMBEDDING_MODELS%%,*}';
    inferenceService(scope, {
      name: server.service,
      port: server.port,
      values,
      environment: environment(values, server.port),
      proof: {
        path: '/api/embed',
        fields: '"text":"ready"',
        model: orElse<string>(values.readinessModel, when(eq(join(',', values.allowedModels), '*'), smallModel, first)),
      },
      volumes: [
        when<k8s.Volume>(and(tensorrtCache.enabled, tensorrtCache.existingClaim), {
          name: 'tensorrt-cache',
          persistentVolumeClaim: { claimName: tensorrtCache.existingClaim },
        }),
      ],
      volumeClaimTemplates: [claimTemplate('tensorrt-cache', tensorrtCache)],
      volumeMounts: [
        // The loader of Qwen3 knows only this place (contract: gpu.airgapped).
        { name: 'models', mountPath: `${homeDirectory}/.cache/huggingface/hub` },
        when<k8s.VolumeMount>(tensorrtCache.enabled, { name: 'tensorrt-cache', mountPath: '/tensorrt-cache' }),
      ],
    });
  },
});
