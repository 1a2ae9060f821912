import type { k8s } from 'chartkit';
import { and, boolean, helper, integer, not, object, or, slice, startsWith, str, string, toText, when } from 'chartkit';

import { objectName } from '../names.js';
import type { Connection } from './connection.js';
import { portOfUrl } from './connection.js';

/** An inference service of the release, or one with the same API elsewhere. */
function inferenceConnection(key: string, server: string, port: number, name: string, variables: string, what: string) {
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
        clientTimeoutSeconds: integer({
          minimum: 1,
          maximum: 604_800,
          default: 120,
          description: `How long others wait for an answer, in seconds. Version 0.6.16 of them reads it, but always waits 120.`,
        }),
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
  const { enabled, tls, clientTimeoutSeconds, external } = made.values;
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
    certificate: { url, when: startsWith('https://', url) },
    server: { service: server, port, deployed: enabled },
    beyond: { when: and(not(enabled), external.url), ports: [portOfUrl(server, external.url)] },
    environment: [when(available, { name: `${variables}_URL`, value: url })],
    /** How long to wait for it, for the programs that read that. */
    timeout: when<k8s.EnvVar>(available, { name: `${variables}_TIMEOUT_SECS`, value: toText(clientTimeoutSeconds) }),
  } satisfies Connection & Readonly<Record<string, unknown>>;
}

/** The embedding inference service. */
export const embeddingInferenceApi = inferenceConnection(
  'embeddingInferenceApi',
  'embedding-inference-api',
  8090,
  'embedding-api',
  'EMBEDDING_INFERENCE_API',
  'the embedding inference service',
);

/** The LLM inference service. */
export const llmInferenceApi = inferenceConnection(
  'llmInferenceApi',
  'llm-inference-api',
  8091,
  'llm-api',
  'LLM_INFERENCE_API',
  'the LLM inference service',
);
