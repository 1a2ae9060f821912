import type { Environment } from '@semantic-explorer/platform';
import { settingsEnvironment, settingsValues } from '@semantic-explorer/platform';
import type { k8s, ValueRef, ValuesOf } from 'chartkit';
import { boolean, object, port, str, string, toText, when } from 'chartkit';

import { valkeySettings } from './settings.js';

const host = (description: string) => string({ format: 'host', allowEmpty: true, default: '', description });

/** The shared cache. The chart brings none: without it each pod has a cache of its own only. */
export const valkeyValues = object(
  {
    host: host('Host of a Valkey or Redis server; empty for no shared cache.'),
    readHost: host('Host of a replica from which is read; empty for the same server.'),
    port: port({ default: 6379, description: 'Port of both.' }),
    tls: boolean({ default: false, description: 'Whether the server wants TLS.' }),
    existingSecret: string({
      format: 'dnsSubdomain',
      allowEmpty: true,
      maxLength: 253,
      default: '',
      description: 'Secret with the URL-safe password of the user "default"; empty for no password.',
    }),
    passwordKey: string({
      format: 'dataKey',
      maxLength: 253,
      default: 'valkey-password',
      description: 'Key of the Secret.',
    }),
    ...settingsValues(valkeySettings, '').properties,
  },
  { description: 'Cache of tokens and listings that all pods share.' },
);

/** The variables by which the API finds the cache: none without a host. */
export const valkeyEnvironment = (values: ValueRef<ValuesOf<typeof valkeyValues>>): Environment => [
  when<k8s.EnvVar[]>(values.host, [
    { name: 'VALKEY_URL', value: str`redis://${values.host}:${values.port}` },
    when<k8s.EnvVar>(values.readHost, {
      name: 'VALKEY_READ_URL',
      value: str`redis://${values.readHost}:${values.port}`,
    }),
    { name: 'VALKEY_TLS_ENABLED', value: toText(values.tls) },
    when<k8s.EnvVar>(values.existingSecret, {
      name: 'VALKEY_PASSWORD',
      valueFrom: { secretKeyRef: { name: values.existingSecret, key: values.passwordKey } },
    }),
    ...settingsEnvironment(valkeySettings, values),
  ]),
];
