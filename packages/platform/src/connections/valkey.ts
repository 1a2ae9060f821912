import type { Expr, k8s } from 'chartkit';
import { and, boolean, helper, not, object, or, port, rule, slice, str, string, toText, when } from 'chartkit';

import { objectName } from '../names.js';
import { existingSecretValue, secretKeyRef, secretKeyValue } from '../secrets.js';
import type { Connection } from './connection.js';

const host = (description: string) => string({ format: 'host', allowEmpty: true, default: '', description });

/** What clients of Valkey read of its values; its owner has more. */
export const valkeySlice = slice(
  'valkey',
  object(
    {
      enabled: boolean({ default: true, description: 'Deploy Valkey. If false, the external server is used.' }),
      external: object(
        {
          host: host('Host of an external Valkey or Redis server.'),
          readHost: host('Host of a replica for read operations. Defaults to the host.'),
          port: port({ default: 6379, description: 'Port of the external servers.' }),
          tls: boolean({ default: false, description: 'Connect to the external servers with TLS.' }),
        },
        { description: 'External server. Used when valkey.enabled is false.' },
      ),
      auth: object(
        {
          enabled: boolean({ default: true, description: 'Clients authenticate as the user "default".' }),
          existingSecret: existingSecretValue('the password'),
          secretKeys: object(
            { password: secretKeyValue('valkey-password', 'the password') },
            { description: 'Keys of the Secret.' },
          ),
        },
        { description: 'Authentication. The password must be URL-safe because clients put it into a URL.' },
      ),
    },
    { description: 'Valkey, the cache that all replicas of the API share.' },
  ),
);

const { enabled, external, auth } = valkeySlice.values;

/** Port of Valkey in the release (https://valkey.io/topics/valkey.conf/). */
export const valkeyPort = 6379;

const address = helper<string>(
  'semantic-explorer.valkey.address',
  'Host and port of Valkey.',
  when(enabled, str`${objectName('valkey')}:${valkeyPort}`, str`${external.host}:${external.port}`),
);
const usesTls = and(not(enabled), external.tls);

/** The password of the user "default". */
export const valkeyPasswordRef = () => secretKeyRef(auth.existingSecret, auth.secretKeys.password);

const passwordVariable = when<k8s.EnvVar>(auth.enabled, { name: 'VALKEY_PASSWORD', valueFrom: valkeyPasswordRef() });

/** The password comes from its Secret into a variable of its own, so that no manifest contains it. */
const login = when(auth.enabled, 'default:$(VALKEY_PASSWORD)@', '');
const waitUrl: Expr<string> = str`${when(usesTls, 'rediss', 'redis')}://${login}${address}`;

/** Valkey. Its clients start without it, so no pod has to wait. */
export const valkey = {
  name: 'valkey',
  slices: [valkeySlice],
  waitUrl,
  waitEnvironment: [passwordVariable],
  certificate: { url: str`rediss://${external.host}:${external.port}`, when: usesTls, beyondOnly: true },
  server: { service: 'valkey', port: valkeyPort, deployed: enabled },
  beyond: { when: not(enabled), ports: [{ port: external.port }] },
  rules: [rule(external.host, not(or(enabled, external.host)), 'is needed when valkey.enabled is false')],
  environment: [
    // The program adds the user, the password and the scheme itself.
    { name: 'VALKEY_URL', value: str`redis://${address}` },
    when<k8s.EnvVar>(and(not(enabled), external.readHost), {
      name: 'VALKEY_READ_URL',
      value: str`redis://${external.readHost}:${external.port}`,
    }),
    { name: 'VALKEY_TLS_ENABLED', value: toText(usesTls) },
    passwordVariable,
  ],
  /** TLS of an external server, for programs that cannot connect with it. */
  externalTls: { value: external.tls, given: usesTls },
} satisfies Connection & Readonly<Record<string, unknown>>;
