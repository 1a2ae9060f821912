import type { Expr } from 'chartkit';
import { and, not, or } from 'chartkit';

import { authProxySlice } from './connections/auth-proxy.js';
import { grafanaSlice } from './connections/grafana.js';
import { natsSlice } from './connections/nats.js';
import { objectStoreSlice } from './connections/object-store.js';
import { oidcSlice } from './connections/oidc.js';
import { postgresqlSlice } from './connections/postgresql.js';
import { qdrantSlice } from './connections/qdrant.js';
import { valkeySlice } from './connections/valkey.js';
import { encryptionSlice, suppliedMasterKeySecret } from './slices/encryption.js';

/** Keys of the generated Secret that one existing Secret replaces. */
export interface GeneratedCredentials {
  /** Name of the Secret that replaces them, empty for none. */
  readonly existingSecret: Expr<string>;
  /** `length` counts characters, or hexadecimal digits. */
  readonly keys: readonly {
    readonly key: Expr<string>;
    readonly format: 'alphanumeric' | 'hex';
    readonly length: number;
  }[];
}

const postgresql = postgresqlSlice.values.auth;
const nats = natsSlice.values.auth;
const qdrant = qdrantSlice.values.auth;
const valkey = valkeySlice.values.auth;
const objectStore = objectStoreSlice.values.auth;
const oidc = oidcSlice.values;
const encryption = encryptionSlice.values;
const grafana = grafanaSlice.values.auth;
const authProxy = authProxySlice.values;

const password = (key: Expr<string>, length = 32) => ({ key, format: 'alphanumeric', length }) as const;

/** The slices in which the keys stand. */
export const credentialSlices = [
  postgresqlSlice,
  natsSlice,
  qdrantSlice,
  valkeySlice,
  objectStoreSlice,
  oidcSlice,
  encryptionSlice,
  grafanaSlice,
  authProxySlice,
];

/** Every credential that the chart generates when nobody supplies it. */
export const generatedCredentials: readonly GeneratedCredentials[] = [
  {
    existingSecret: postgresql.existingSecret,
    keys: [
      password(postgresql.secretKeys.password),
      password(postgresql.secretKeys.adminPassword),
      password(postgresql.secretKeys.monitoringPassword),
      password(postgresql.secretKeys.auditReaderPassword),
      password(postgresql.secretKeys.quickwitPassword),
    ],
  },
  { existingSecret: nats.existingSecret, keys: [password(nats.secretKeys.password)] },
  { existingSecret: qdrant.existingSecret, keys: [password(qdrant.secretKeys.apiKey)] },
  { existingSecret: valkey.existingSecret, keys: [password(valkey.secretKeys.password)] },
  {
    existingSecret: objectStore.existingSecret,
    keys: [
      password(objectStore.secretKeys.accessKey, 20),
      password(objectStore.secretKeys.secretKey, 40),
      password(objectStore.secretKeys.rootUser, 20),
      password(objectStore.secretKeys.rootPassword, 40),
    ],
  },
  {
    existingSecret: grafana.existingSecret,
    keys: [
      password(grafana.secretKeys.adminPassword),
      password(grafana.secretKeys.secretKey),
      password(grafana.secretKeys.clientSecret, 48),
    ],
  },
  {
    existingSecret: authProxy.existingSecret,
    // Read as base64, 32 letters and digits are 24 bytes: the size of an AES-192 key.
    keys: [password(authProxy.secretKeys.clientSecret, 48), password(authProxy.secretKeys.cookieSecret, 32)],
  },
  { existingSecret: oidc.existingSecret, keys: [password(oidc.secretKeys.clientSecret, 48)] },
  {
    existingSecret: suppliedMasterKeySecret,
    keys: [{ key: encryption.secretKeys.masterKey, format: 'hex', length: 64 }],
  },
];

/** Whether every credential stands in a Secret that exists already. */
export const allCredentialsSupplied = and(
  postgresql.existingSecret,
  nats.existingSecret,
  qdrant.existingSecret,
  valkey.existingSecret,
  objectStore.existingSecret,
  oidc.existingSecret,
  grafana.existingSecret,
  or(not(authProxy.enabled), authProxy.existingSecret),
  suppliedMasterKeySecret,
);
