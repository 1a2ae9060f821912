import { boolean, helper, object, or, slice, str, string, when } from 'chartkit';

import { objectName } from '../names.js';
import type { Connection } from './connection.js';

/** An inference service of the release, or one with the same API elsewhere. */
function inferenceConnection(key: string, server: string, port: number, name: string, variable: string, what: string) {
  const made = slice(
    key,
    object(
      {
        enabled: boolean({ default: true, description: `Deploy ${what}.` }),
        tls: object(
          {
            serverSecretName: string({
              format: 'dnsSubdomain',
              allowEmpty: true,
              maxLength: 253,
              default: '',
              description: 'Secret of type kubernetes.io/tls with which it serves HTTPS; empty for HTTP.',
            }),
          },
          { description: 'TLS.' },
        ),
        external: object(
          {
            url: string({
              format: 'baseUrl',
              allowEmpty: true,
              default: '',
              description: `URL of ${what} outside of the release, used when ${key}.enabled is false. Empty for none.`,
            }),
          },
          { description: `Where ${what} is, when it is not deployed.` },
        ),
      },
      { description: `${what.charAt(0).toUpperCase()}${what.slice(1)}.` },
    ),
  );
  const { enabled, tls, external } = made.values;
  const url = helper<string>(
    `semantic-explorer.${server}.url`,
    `URL of ${what}, empty for none.`,
    when(enabled, str`${when(tls.serverSecretName, 'https', 'http')}://${objectName(server)}:${port}`, external.url),
  );
  const available = or(enabled, external.url);
  return {
    name,
    slice: made,
    slices: [made],
    url,
    waitUrl: str`${url}/health/live`,
    available,
    server: { service: server, port, deployed: enabled },
    environment: [when(available, { name: variable, value: url })],
  } satisfies Connection & Readonly<Record<string, unknown>>;
}

/** The embedding inference service. */
export const embeddingInferenceApi = inferenceConnection(
  'embeddingInferenceApi',
  'embedding-inference-api',
  8090,
  'embedding-api',
  'EMBEDDING_INFERENCE_API_URL',
  'the embedding inference service',
);

/** The LLM inference service. */
export const llmInferenceApi = inferenceConnection(
  'llmInferenceApi',
  'llm-inference-api',
  8091,
  'llm-api',
  'LLM_INFERENCE_API_URL',
  'the LLM inference service',
);
