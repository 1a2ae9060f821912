import { and, boolean, helper, not, object, or, rule, slice, startsWith, str, string, when } from 'chartkit';

import { objectName } from '../names.js';
import { existingSecretValue, secretKeyRef, secretKeyValue } from '../secrets.js';
import type { Connection } from './connection.js';
import { grpcWaitUrl, portOfUrl } from './connection.js';

/** What clients of Qdrant read of its values; its owner has more. */
export const qdrantSlice = slice(
  'qdrant',
  object(
    {
      enabled: boolean({ default: true, description: 'Deploy Qdrant; otherwise the external server is used.' }),
      external: object(
        {
          url: string({
            format: 'baseUrl',
            allowEmpty: true,
            default: '',
            description: 'URL of the gRPC port of a server outside of the chart.',
          }),
        },
        { description: 'Server that is used when qdrant.enabled is false.' },
      ),
      auth: object(
        {
          enabled: boolean({
            default: false,
            description: 'Require an API key from clients.',
          }),
          existingSecret: existingSecretValue('the API key'),
          secretKeys: object(
            { apiKey: secretKeyValue('qdrant-api-key', 'the API key') },
            { description: 'Keys of the Secret.' },
          ),
        },
        { description: 'API key of the server.' },
      ),
    },
    { description: 'Qdrant, the vector database.' },
  ),
);

const { enabled, external, auth } = qdrantSlice.values;

/** Ports of Qdrant in the release (https://qdrant.tech/documentation/guides/configuration/); that of metrics is our choice. */
export const qdrantPorts = { http: 6333, grpc: 6334, p2p: 6335, metrics: 6336 } as const;

const url = helper<string>(
  'semantic-explorer.qdrant.url',
  'URL of the gRPC port of Qdrant.',
  when(enabled, str`http://${objectName('qdrant')}:${qdrantPorts.grpc}`, external.url),
);

/** The API key of Qdrant. */
export const qdrantApiKeyRef = () => secretKeyRef(auth.existingSecret, auth.secretKeys.apiKey);

/** Qdrant outside of the release, over TLS. */
const externalTls = and(not(enabled), startsWith('https://', external.url));

/** Qdrant: its gRPC port. */
export const qdrant = {
  name: 'qdrant',
  slices: [qdrantSlice],
  waitUrl: grpcWaitUrl(url),
  certificate: { url: grpcWaitUrl(url), when: externalTls, beyondOnly: true },
  externalTls: { value: external.url, given: externalTls },
  server: { service: 'qdrant', port: qdrantPorts.grpc, deployed: enabled },
  beyond: { when: not(enabled), ports: [portOfUrl('qdrant', external.url)] },
  rules: [rule(external.url, not(or(enabled, external.url)), 'is needed when qdrant.enabled is false')],
  environment: [
    { name: 'QDRANT_URL', value: url },
    when(auth.enabled, { name: 'QDRANT_API_KEY', valueFrom: qdrantApiKeyRef() }),
  ],
} satisfies Connection & Readonly<Record<string, unknown>>;
