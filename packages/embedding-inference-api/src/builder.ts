import type { NetworkedService } from '@semantic-explorer/platform';
import {
  claimTemplate,
  embeddingInferenceApi as connection,
  homeDirectory,
  inferenceConnections,
  inferenceNetwork,
  inferenceRules,
  inferenceService,
  inferenceSlices,
  networkedService,
  sharedClaimRules,
} from '@semantic-explorer/platform';
import type { k8s } from 'chartkit';
import { and, eq, join, orElse, when } from 'chartkit';

import { environment } from './environment.js';
import { limitations } from './limitations.js';
import { smallModel } from './models.js';
import { modelRules } from './rules.js';
import { embeddingInferenceApiValues } from './values.js';

const { server, slice } = connection;

/** The embedding inference service: a StatefulSet of pods with a GPU and a claim with models each. */
export const embeddingInferenceApi: NetworkedService = networkedService({
  name: server.service,
  source: 'packages/embedding-inference-api/src/builder.ts',
  key: slice.key,
  values: embeddingInferenceApiValues,
  connections: inferenceConnections,
  uses: inferenceSlices,
  enabled: (values) => values.enabled,
  rules: (values) => [
    ...inferenceRules(values, limitations),
    ...modelRules(values),
    ...sharedClaimRules(values.tensorrtCache, `${slice.key}.tensorrtCache`, values),
  ],
  network: (values) => inferenceNetwork(values, server.port),
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
