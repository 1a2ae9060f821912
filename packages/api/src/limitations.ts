import {
  apiSlice,
  limitationsOf,
  postgresql,
  qdrant,
  refuseLimited,
  telemetry,
  valkey,
} from '@semantic-explorer/platform';
import type { Rule } from 'chartkit';

import type { ApiValues } from './environment.js';

/** What the program cannot do at its version. */
export const limitations = limitationsOf(new URL('contract.yaml', import.meta.url), apiSlice.key);

/** Refuses what the program cannot do. */
export const limitationRules = (values: ApiValues): readonly Rule[] => [
  ...refuseLimited(limitations, values, 'tlsServer', {
    value: values.tls.serverSecretName,
    given: values.tls.serverSecretName,
  }),
  ...refuseLimited(limitations, values, 'tlsValkey', valkey.externalTls),
  ...refuseLimited(limitations, values, 'tlsVerifyCa', postgresql.verifyCa),
  ...refuseLimited(limitations, values, 'tlsQdrant', qdrant.externalTls),
  ...refuseLimited(limitations, values, 'tlsTelemetry', telemetry.externalTls),
];
