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
import type { Limitations } from '../limitations.js';
import { hasLimitation, resolvedLimitationsOf } from '../limitations.js';
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

const usesTls = and(not(enabled), external.tls);

const serverUrl = helper<string>(
  'semantic-explorer.nats.serverUrl',
  'URL of the NATS server, without the login.',
  str`${scheme}://${host}:${portText}`,
);
const passwordVariable = {
  name: 'NATS_PASSWORD',
  valueFrom: secretKeyRef(auth.existingSecret, auth.secretKeys.password),
} as const;
const login = [{ name: 'NATS_USERNAME', value: auth.username }, passwordVariable];
const loginEnvironment = when<k8s.EnvVar[]>(auth.enabled, login);

/** The NATS server itself, for programs that log in with a user name and a password of their own variables. */
export const natsServer = {
  name: 'nats',
  slices: [natsSlice],
  // With the login, since JetStream tells only known clients whether it has a leader.
  waitUrl: serverUrl,
  waitEnvironment: [loginEnvironment],
  certificate: {
    url: str`tls://${external.host}:${external.port}`,
    when: usesTls,
    beyondOnly: true,
  },
  server: { service: 'nats', port: natsPort, deployed: enabled },
  beyond: { when: not(enabled), ports: [{ port: external.port }] },
  rules: [rule(external.host, not(or(enabled, external.host)), 'is needed when nats.enabled is false')],
  environment: [],
} satisfies Connection;

/** What the proxy of every client does (see `nats-proxy.mjs`). */
const proxyContainer = natsProxy([
  { name: 'NATS_SERVER_URL', value: serverUrl },
  loginEnvironment,
  when<k8s.EnvVar>(auth.enabled, {
    name: 'NATS_LOGIN_SOURCE',
    value: str`key ${auth.secretKeys.password} of Secret ${orElse(auth.existingSecret, generatedSecretName)}`,
  }),
]);
const proxyUrl = `nats://127.0.0.1:${String(natsPort)}`;
const urlWithLogin = helper<string>(
  'semantic-explorer.nats.urlWithLogin',
  'URL of the NATS server, with the login; Kubernetes inserts the password.',
  str`${scheme}://${auth.username}:$(NATS_PASSWORD)@${host}:${portText}`,
);

/**
 * NATS with JetStream, for programs that read nothing but a URL. They ignore a login in it, cannot use TLS, and log it. So a
 * proxy in the same pod adds both, and the URL is that of the proxy.
 *
 * @param limitations of a program whose newer images can log in or use TLS: once the values say so, it gets neither the
 * proxy nor its URL
 */
export function natsFor(limitations?: Limitations) {
  const usesProxy =
    limitations === undefined
      ? or(auth.enabled, usesTls)
      : or(
          and(auth.enabled, hasLimitation(resolvedLimitationsOf(limitations), 'natsLogin')),
          and(usesTls, hasLimitation(resolvedLimitationsOf(limitations), 'tlsNats')),
        );
  const logsIn = limitations === undefined ? undefined : and(auth.enabled, not(usesProxy));
  const directUrl = logsIn === undefined ? serverUrl : when(auth.enabled, urlWithLogin, serverUrl);
  return {
    ...natsServer,
    slices: [natsSlice, trustedCertificatesSlice],
    proxy: when<k8s.Container>(usesProxy, proxyContainer),
    waitUrl: when(usesProxy, proxyUrl, serverUrl),
    waitEnvironment: logsIn === undefined ? [] : [when<k8s.EnvVar[]>(logsIn, login)],
    environment: [
      ...(logsIn === undefined ? [] : [when<k8s.EnvVar>(logsIn, passwordVariable)]),
      { name: 'NATS_URL', value: when(usesProxy, proxyUrl, directUrl) },
    ],
    /** Number of replicas of streams: the same for all programs that create streams, because each program updates them. */
    streamReplicas: { name: 'NATS_REPLICAS', value: streamReplicas },
  } satisfies Connection & Readonly<Record<string, unknown>>;
}
