import type { Expr, k8s } from 'chartkit';
import { and, boolean, helper, not, object, oneOf, or, port, rule, slice, str, string, toText, when } from 'chartkit';

import { objectName } from '../names.js';
import { existingSecretValue, secretKeyRef, secretKeyValue } from '../secrets.js';
import type { Connection } from './connection.js';

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
          tls: boolean({ default: false, description: 'Whether that server wants TLS.' }),
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
        { description: 'Login of clients. The password must be URL-safe, since it stands in a URL.' },
      ),
    },
    { description: 'NATS with JetStream, the queue.' },
  ),
);

const { enabled, streamReplicas, external, auth } = natsSlice.values;

/** Port of NATS in the release (https://docs.nats.io/running-a-nats-service/configuration). */
export const natsPort = 4222;
const scheme = when(enabled, 'nats', when(external.tls, 'tls', 'nats'));
const host: Expr<string> = when(enabled, objectName('nats'), external.host);
const portText = when(enabled, String(natsPort), toText(external.port));
/** The password comes from its Secret into a variable of its own, so that it stands in no manifest. */
const login = when(auth.enabled, str`${auth.username}:$(NATS_PASSWORD)@`, '');

const url = helper<string>(
  'semantic-explorer.nats.url',
  'URL of NATS, with the login; Kubernetes puts the password into it.',
  str`${scheme}://${login}${host}:${portText}`,
);
const passwordVariable = when<k8s.EnvVar>(auth.enabled, {
  name: 'NATS_PASSWORD',
  valueFrom: secretKeyRef(auth.existingSecret, auth.secretKeys.password),
});

/** NATS with JetStream. */
export const nats = {
  name: 'nats',
  slices: [natsSlice],
  // With the login, since JetStream tells only known clients whether it has a leader.
  waitUrl: url,
  waitEnvironment: [passwordVariable],
  certificate: {
    url: str`tls://${external.host}:${external.port}`,
    when: and(not(enabled), external.tls),
    beyondOnly: true,
  },
  server: { service: 'nats', port: natsPort, deployed: enabled },
  beyond: { when: not(enabled), ports: [{ port: external.port }] },
  rules: [rule(external.host, not(or(enabled, external.host)), 'is needed when nats.enabled is false')],
  environment: [passwordVariable, { name: 'NATS_URL', value: url }],
  /** Replicas of streams: the same for every program that makes streams, since each rewrites them. */
  streamReplicas: { name: 'NATS_REPLICAS', value: streamReplicas },
} satisfies Connection & Readonly<Record<string, unknown>>;
