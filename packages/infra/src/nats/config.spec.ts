import { chartOfServices, ofKind, podsOf, render } from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { nats } from '../index.js';

const chart = chartOfServices(nats);
const natsWith = (values: Readonly<Record<string, unknown>> = {}) => render(chart, { nats: values });
const configOf = (values?: Readonly<Record<string, unknown>>) => ofKind(natsWith(values), 'ConfigMap')[0]?.['data'];
const serverOf = (values?: Readonly<Record<string, unknown>>) => podsOf(natsWith(values))[0]?.spec.containers[0];

const oneServer = { replicas: 1, streamReplicas: '1' };
const route = (ordinal: number) =>
  `prod-semantic-explorer-nats-${String(ordinal)}.prod-semantic-explorer-nats-headless:6222`;

describe('the configuration of NATS', () => {
  it('is a file of three servers, with no secret in it', () => {
    expect(configOf()).toEqual({
      'nats.conf': [
        'server_name: $SERVER_NAME',
        'port: 4222',
        'http_port: 8222',
        'pid_file: "/var/run/nats/nats.pid"',
        'max_payload: 1048576',
        'lame_duck_grace_period: "10s"',
        'lame_duck_duration: "30s"',
        'jetstream {',
        '  store_dir: "/data"',
        '  max_memory_store: 64Mi',
        '  max_file_store: 10G',
        '}',
        'authorization {',
        '  user: "explorer"',
        '  password: $QUOTED_PASSWORD',
        '}',
        'cluster {',
        '  name: "prod-semantic-explorer-nats"',
        '  port: 6222',
        '  no_advertise: true',
        '  routes: $ROUTES',
        '  authorization {',
        '    user: "routes"',
        '    password: $QUOTED_PASSWORD',
        '  }',
        '}',
        '',
      ].join('\n'),
    });
  });

  it('is a file of one server without a login', () => {
    const values = { ...oneServer, auth: { enabled: false }, lameDuckSeconds: 90, terminationGracePeriodSeconds: 120 };
    expect(configOf(values)).toEqual({
      'nats.conf': [
        'server_name: $SERVER_NAME',
        'port: 4222',
        'http_port: 8222',
        'pid_file: "/var/run/nats/nats.pid"',
        'max_payload: 1048576',
        'lame_duck_grace_period: "10s"',
        'lame_duck_duration: "90s"',
        'jetstream {',
        '  store_dir: "/data"',
        '  max_memory_store: 64Mi',
        '  max_file_store: 10G',
        '}',
        '',
      ].join('\n'),
    });
    expect(serverOf(values)?.env?.map(({ name }) => name)).toEqual([
      'POD_NAME',
      'SERVER_NAME',
      'MEMORY_LIMIT_MEBIBYTES',
      'GOMEMLIMIT',
    ]);
  });

  it('routes five servers without a login to each other', () => {
    const routes = serverOf({ replicas: 5, auth: { enabled: false } })?.env?.find(({ name }) => name === 'ROUTES');
    expect(routes?.value).toBe(
      `["nats://${route(0)}", "nats://${route(1)}", "nats://${route(2)}", "nats://${route(3)}", "nats://${route(4)}"]`,
    );
  });
});
