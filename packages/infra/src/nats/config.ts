import { natsPort, objectName } from '@semantic-explorer/platform';
import type { Expr } from 'chartkit';
import { and, gt, helper, lines, quote, replace, str, when } from 'chartkit';

import type { NatsValues } from './values.js';

/** Port on which servers reach each other. */
export const routePort = 6222;
/** Port of `/healthz` and the other endpoints for monitoring, over HTTP. */
export const monitorPort = 8222;
/** Directory of the streams. */
export const dataDirectory = '/data';
/** File by which the command that begins a shutdown finds the server. */
export const processFile = '/var/run/nats/nats.pid';
/** Seconds after the beginning of a shutdown in which no client is asked to go yet. */
export const lameDuckGraceSeconds = 10;

/**
 * The configuration file of the servers (https://docs.nats.io/running-a-nats-service/configuration).
 *
 * A variable is read like a value of the file, so SERVER_NAME and QUOTED_PASSWORD hold their quotes: a release may be
 * called "2026", and a password "1234".
 */
export const serverConfig = ({
  auth,
  jetstream,
  lameDuckSeconds,
  maxPayloadBytes,
  persistence,
  replicas,
}: NatsValues): Expr<string> =>
  helper<string>(
    'semantic-explorer.nats.config',
    'Configuration file of NATS.',
    lines([
      'server_name: $SERVER_NAME',
      `port: ${String(natsPort)}`,
      `http_port: ${String(monitorPort)}`,
      `pid_file: "${processFile}"`,
      str`max_payload: ${maxPayloadBytes}`,
      `lame_duck_grace_period: "${String(lameDuckGraceSeconds)}s"`,
      str`lame_duck_duration: "${lameDuckSeconds}s"`,
      'jetstream {',
      `  store_dir: "${dataDirectory}"`,
      str`  max_memory_store: ${jetstream.maxMemoryStore}`,
      // 10G of a claim of 10Gi: the rest is for the file system and for what the servers agree on.
      str`  max_file_store: ${replace('i', '', persistence.size)}`,
      '}',
      when<string[]>(auth.enabled, [
        'authorization {',
        str`  user: ${quote(auth.username)}`,
        '  password: $QUOTED_PASSWORD',
        '}',
      ]),
      when<string[]>(gt(replicas, 1), [
        'cluster {',
        str`  name: ${quote(objectName('nats'))}`,
        `  port: ${String(routePort)}`,
        // Clients reach the servers by the Service, not by addresses of pods.
        '  no_advertise: true',
        '  routes: $ROUTES',
      ]),
      when<string[]>(and(gt(replicas, 1), auth.enabled), [
        '  authorization {',
        '    user: "routes"',
        '    password: $QUOTED_PASSWORD',
        '  }',
      ]),
      when<string[]>(gt(replicas, 1), ['}']),
    ]),
  );
