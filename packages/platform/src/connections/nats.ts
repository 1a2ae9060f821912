import type { Expr, k8s } from 'chartkit';
import {
  and,
  boolean,
  helper,
  not,
  object,
  oneOf,
  or,
  orElse,
  port,
  rule,
  slice,
  str,
  string,
  toText,
  when,
} from 'chartkit';

import { trustedCertificatesSlice } from '../certificates.js';
import { objectName } from '../names.js';
import { existingSecretValue, generatedSecretName, secretKeyRef, secretKeyValue } from '../secrets.js';
import type { Connection } from './connection.js';
import { natsProxy } from './nats-proxy.js';

/** What clients of NATS read of its values; its owner has more. */
export const natsSlice = slice(
  'nats',
  object(
    {
      enabled: boolean({ default: true, description: 'Deploy NATS; otherwise the external server is used.' }),
      streamReplicas: oneOf(['1', '3', '5'], {
        default: '3',
        description:
          'Servers that hold a copy of each stream; at most as many as there are. The API asks for 3 for audit events in any case.',
      }),
      external: object(
        {
          host: string({
            format: 'host',
            allowEmpty: true,
            default: '',
            description: 'Host of a server with JetStream outside of the chart.',
          }),
          port: port({ default: 4222, description: 'Port of that server.' }),
          tls: boolean({
            default: false,
            description: 'Whether that server requires TLS. Its certificate is verified.',
          }),
        },
        { description: 'Server that is used when nats.enabled is false.' },
      ),
      auth: object(
        {
          enabled: boolean({ default: true, description: 'Clients log in with a user name and a password.' }),
          username: string({ format: 'identifier', default: 'explorer', description: 'User name.' }),
          existingSecret: existingSecretValue('the password'),
          secretKeys: object(
            { password: secretKeyValue('nats-password', 'the password') },
            { description: 'Keys of the Secret.' },
          ),
        },
        {
          description:
            'Login of clients. The password of an external server may contain any characters. That of NATS in the release must be URL-safe, because the servers use it in the URLs of their routes.',
        },
      ),
    },
    { description: 'NATS with JetStream, the queue.' },
  ),
);

const { enabled, streamReplicas, external, auth } = natsSlice.values;

/** Port of NATS in the release (https://docs.nats.io/running-a-nats-service/configuration). */
export const natsPort = 4222;
const host: Expr<string> = when(enabled, objectName('nats'), external.host);
const portText = when(enabled, String(natsPort), toText(external.port));
const scheme = when(enabled, 'nats', when(external.tls, 'tls', 'nats'));

const serverUrl = helper<string>(
  'semantic-explorer.nats.serverUrl',
  'URL of the NATS server, without the login.',
  str`${scheme}://${host}:${portText}`,
);
const loginEnvironment = when<k8s.EnvVar[]>(auth.enabled, [
  { name: 'NATS_USERNAME', value: auth.username },
  { name: 'NATS_PASSWORD', valueFrom: secretKeyRef(auth.existingSecret, auth.secretKeys.password) },
]);

/** The NATS server itself, for programs that log in with a user name and a password of their own variables. */
export const natsServer = {
  name: 'nats',
  slices: [natsSlice],
  // With the login, since JetStream tells only known clients whether it has a leader.
  waitUrl: serverUrl,
  waitEnvironment: [loginEnvironment],
  certificate: {
    url: str`tls://${external.host}:${external.port}`,
    when: and(not(enabled), external.tls),
    beyondOnly: true,
  },
  server: { service: 'nats', port: natsPort, deployed: enabled },
  beyond: { when: not(enabled), ports: [{ port: external.port }] },
  rules: [rule(external.host, not(or(enabled, external.host)), 'is needed when nats.enabled is false')],
  environment: [],
} satisfies Connection;

/**
 * The programs read nothing but a URL. Their client library ignores a login in it and cannot use TLS, and they log it. So a
 * proxy in the same pod adds both, and the URL is that of the proxy.
 */
const usesProxy = or(auth.enabled, and(not(enabled), external.tls));
const url = helper<string>(
  'semantic-explorer.nats.url',
  'URL of NATS for programs of the application: that of the proxy in the pod when the server requires a login or TLS.',
  when(usesProxy, `nats://127.0.0.1:${String(natsPort)}`, serverUrl),
);

/** NATS with JetStream. */
export const nats = {
  ...natsServer,
  slices: [natsSlice, trustedCertificatesSlice],
  waitUrl: url,
  waitEnvironment: [],
  proxy: when<k8s.Container>(
    usesProxy,
    natsProxy([
      { name: 'NATS_SERVER_URL', value: serverUrl },
      loginEnvironment,
      when<k8s.EnvVar>(auth.enabled, {
        name: 'NATS_LOGIN_SOURCE',
        value: str`key ${auth.secretKeys.password} of Secret ${orElse(auth.existingSecret, generatedSecretName)}`,
      }),
    ]),
  ),
  environment: [{ name: 'NATS_URL', value: url }],
  /** Number of replicas of streams: the same for all programs that create streams, because each program updates them. */
  streamReplicas: { name: 'NATS_REPLICAS', value: streamReplicas },
} satisfies Connection & Readonly<Record<string, unknown>>;
