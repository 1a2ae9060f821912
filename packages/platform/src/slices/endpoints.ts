import type { Expr } from 'chartkit';
import { object, orElse, slice, str, string } from 'chartkit';

import { objectName } from '../names.js';

/** A dependency that is reached under one URL, in the release or elsewhere. */
function endpoint(
  key: string,
  name: string,
  scheme: string,
  port: number,
  format: 'natsUrl' | 'baseUrl',
  what: string,
) {
  const made = slice(
    key,
    object(
      {
        external: object(
          {
            url: string({
              format,
              allowEmpty: true,
              default: '',
              description: `URL of ${what} outside of the release. When empty, it is the Service of that name in the release.`,
            }),
          },
          { description: `Where ${what} is, unless it is part of the release.` },
        ),
      },
      { description: `Connection to ${what}.` },
    ),
  );
  const url: Expr<string> = orElse(made.values.external.url, str`${scheme}://${objectName(name)}:${port}`);
  return { slice: made, url } as const;
}

/** NATS with JetStream, the queue. */
export const nats = endpoint('nats', 'nats', 'nats', 4222, 'natsUrl', 'NATS with JetStream');
/** Qdrant, the vector database: its gRPC port. */
export const qdrant = endpoint('qdrant', 'qdrant', 'http', 6334, 'baseUrl', 'Qdrant (gRPC)');
/** The embedding inference service. */
export const embeddingInferenceApi = endpoint(
  'embeddingInferenceApi',
  'embedding-inference-api',
  'http',
  8090,
  'baseUrl',
  'the embedding inference service',
);
/** The LLM inference service. */
export const llmInferenceApi = endpoint(
  'llmInferenceApi',
  'llm-inference-api',
  'http',
  8091,
  'baseUrl',
  'the LLM inference service',
);
