import { and, object, slice, str, when } from 'chartkit';

import { objectName } from '../names.js';
import { apiDatabaseSlice } from '../slices/database-clients.js';
import { tlsProperties } from '../tls.js';
import type { Connection } from './connection.js';

const apiServerSlice = slice(
  'api',
  object(
    {
      enabled: apiDatabaseSlice.schema.properties.enabled,
      tls: object({ serverSecretName: tlsProperties.serverSecretName }, { description: 'TLS.' }),
    },
    { description: 'The API and its user interface.' },
  ),
);

const { enabled, tls } = apiServerSlice.values;

/** Port on which the API listens. */
export const apiPort = 8080;

/** URL of the API's Service. */
export const apiServerUrl = str`${when(tls.serverSecretName, 'https', 'http')}://${objectName('api')}:${apiPort}`;

/** The API, which is ready when it reaches what it needs. */
export const api = {
  name: 'api',
  slices: [apiServerSlice],
  waitUrl: str`${apiServerUrl}/health/ready`,
  available: enabled,
  certificate: { url: str`https://${objectName('api')}:${apiPort}`, when: and(enabled, tls.serverSecretName) },
  server: { service: 'api', port: apiPort, deployed: enabled },
  environment: [],
} satisfies Connection;
