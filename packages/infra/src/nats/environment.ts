import type { Environment } from '@semantic-explorer/platform';
import { objectName, secretKeyRef } from '@semantic-explorer/platform';
import type { Expr } from 'chartkit';
import { eq, gt, str, when } from 'chartkit';

import { routePort } from './config.js';
import type { NatsValues } from './values.js';

const peer = (ordinal: number) => str`${objectName('nats')}-${ordinal}.${objectName('nats-headless')}:${routePort}`;

/** The routes to so many servers, as an array of the configuration file. A server leaves out the route to itself. */
const routes = (login: Expr<string>, servers: 3 | 5): Expr<string> => {
  const [first, ...others] = Array.from({ length: servers }, (_, ordinal) => str`"nats://${login}${peer(ordinal)}"`);
  return str`[${others.reduce((text, route) => str`${text}, ${route}`, str`${first ?? ''}`)}]`;
};

/** The variables that the server's file mentions, and its memory limit. Kubernetes puts the password into them. */
export const serverEnvironment = ({ auth, replicas }: NatsValues): Environment => {
  const login = when(auth.enabled, 'routes:$(NATS_PASSWORD)@', '');
  return [
    { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'SERVER_NAME', value: '"$(POD_NAME)"' },
    when(auth.enabled, {
      name: 'NATS_PASSWORD',
      valueFrom: secretKeyRef(auth.existingSecret, auth.secretKeys.password),
    }),
    when(auth.enabled, { name: 'QUOTED_PASSWORD', value: "'$(NATS_PASSWORD)'" }),
    when(gt(replicas, 1), {
      name: 'ROUTES',
      value: when(eq(replicas, 5), routes(login, 5), routes(login, 3)),
    }),
    {
      name: 'MEMORY_LIMIT_MEBIBYTES',
      valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } },
    },
    // A million bytes for each mebibyte of the limit: 95 % of it.
    { name: 'GOMEMLIMIT', value: '$(MEMORY_LIMIT_MEBIBYTES)000000' },
  ];
};
