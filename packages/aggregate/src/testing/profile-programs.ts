import { discover, startDexOf } from '@semantic-explorer/dex/testing';
import {
  checkPrometheusConfiguration,
  collectorOf,
  grafanaProblems,
  minioOf,
  natsClusterOf,
  postgresqlServerOf,
  qdrantSettingProblems,
  quickwitConfigProblems,
  valkeyOf,
} from '@semantic-explorer/infra/testing';
import { realStore } from '@semantic-explorer/minio-init/testing';
import { ofKind, ofService, podsOf } from '@semantic-explorer/platform/testing';
import type { Manifest } from 'chartkit';
import { eventually } from 'programs';
import { expect } from 'vitest';
import { parse } from 'yaml';

import { checkAuthProxy } from './auth-proxy/real-auth-proxy.js';

/** Every character that a generated password may hold. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const keyOf = (length: number) => alphabet.slice(-length);
/** What the credentials Job would make. */
const secrets = {
  'prod-semantic-explorer-credentials': {
    'postgresql-admin-password': alphabet,
    'postgresql-password': `p${alphabet}`,
    'postgresql-monitoring-password': `m${alphabet}`,
    'postgresql-audit-reader-password': `r${alphabet}`,
    'nats-password': alphabet,
    'valkey-password': alphabet,
    'encryption-master-key': 'ab'.repeat(32),
    'minio-access-key': `a${keyOf(19)}`,
    'minio-secret-key': `s${keyOf(39)}`,
    'minio-root-user': keyOf(20),
    'minio-root-password': keyOf(40),
    'oidc-client-secret': keyOf(48),
    'grafana-client-secret': keyOf(48),
    'auth-proxy-client-secret': keyOf(48),
    'auth-proxy-cookie-secret': keyOf(32),
  },
};
const administrator = { user: keyOf(20), password: keyOf(40) };

/** A program that reads what the chart renders, and how it is given that. */
export interface ProfileProgram {
  /** Name of the service in the chart. */
  readonly service: string;
  /** What reads the configuration: the program itself, or a strict schema where no registry offers the program. */
  readonly by: 'the program' | 'its documented settings';
  /** Rejects when the configuration among the objects of a whole chart is not taken. */
  readonly load: (objects: readonly Manifest[]) => Promise<void>;
}

/** The objects of a service are given to `use`, and what it starts is removed afterwards. */
const withRemoved = async <Started extends { remove(): Promise<void> }>(
  start: Promise<Started>,
  use: (started: Started) => Promise<unknown>,
): Promise<void> => {
  const started = await start;
  try {
    await use(started);
  } finally {
    await started.remove();
  }
};

/** All that a service's program reads of objects. */
const readBy = (service: string, objects: readonly Manifest[]): string => {
  const own = ofService(objects, service);
  const containers = podsOf(own).flatMap(({ spec }) => spec.containers);
  return JSON.stringify([
    ofKind(own, 'ConfigMap').map(({ data }) => data),
    ofKind(own, 'StatefulSet').map(({ spec }) => (spec as { readonly replicas: number }).replicas),
    containers.map(({ command, args, env }) => [command, args, env]),
  ]);
};

/** Where several profiles give a program the same to read, it is started once for all of them. */
function onceEach({ service, by, load }: ProfileProgram): ProfileProgram {
  const loaded = new Map<string, Promise<void>>();
  return {
    service,
    by,
    load: (objects) => {
      const read = readBy(service, objects);
      const before = loaded.get(read) ?? load(objects);
      loaded.set(read, before);
      return before;
    },
  };
}

/** All programs of the infrastructure, in the order of `values.yaml`. */
export const profilePrograms: readonly ProfileProgram[] = [
  {
    service: 'auth-proxy',
    by: 'the program',
    load: (objects) => checkAuthProxy(objects, secrets),
  },
  {
    service: 'dex',
    by: 'the program',
    load: async (objects) => {
      const dex = await startDexOf(objects, secrets);
      try {
        const issuer = dex.api['OIDC_ISSUER_URL'] ?? '';
        expect((await discover(issuer, dex.web)).issuer).toBe(issuer);
      } finally {
        await dex.stop();
      }
    },
  },
  onceEach({
    service: 'postgresql',
    by: 'the program',
    load: async (objects) => {
      const server = await postgresqlServerOf(ofService(objects, 'postgresql'), secrets);
      const superuser = { user: 'postgres', password: alphabet, database: 'postgres' };
      try {
        const running = await server.start();
        await server.createRoles();
        // The test itself overrides the address.
        const refused = "SELECT name, error FROM pg_file_settings WHERE NOT applied AND name <> 'listen_addresses'";
        expect(await server.cluster.query(superuser, refused)).toBe('');
        await running.stop('SIGINT');
      } finally {
        await server.cluster.remove();
      }
    },
  }),
  {
    service: 'nats',
    by: 'the program',
    load: (objects) =>
      withRemoved(natsClusterOf(ofService(objects, 'nats'), secrets), async ({ servers }) => {
        for (const server of servers) await server.check();
      }),
  },
  {
    service: 'qdrant',
    by: 'its documented settings',
    load: (objects) => {
      const containers = podsOf(ofService(objects, 'qdrant')).flatMap(({ spec }) => spec.containers);
      expect(containers.flatMap(({ env = [] }) => qdrantSettingProblems(env))).toEqual([]);
      return Promise.resolve();
    },
  },
  onceEach({
    service: 'valkey',
    by: 'the program',
    load: (objects) =>
      withRemoved(valkeyOf(ofService(objects, 'valkey'), secrets), async (valkey) => {
        expect(await valkey.ask([`AUTH default ${alphabet}`, 'PING'])).toContain('+PONG');
      }),
  }),
  onceEach({
    service: 'minio',
    by: 'the program',
    load: (objects) =>
      withRemoved(minioOf(ofService(objects, 'minio'), secrets), async ({ servers }) => {
        const running = servers.map((server) => server.start());
        for (const [index, server] of servers.entries()) {
          const started = running[index];
          await eventually('The server answers', () => server.mc(['ls', 'store'], administrator), {
            timeoutMilliseconds: 60_000,
            ...(started === undefined ? {} : { running: started }),
          });
        }
      }),
  }),
  onceEach({
    service: 'minio-init',
    by: 'the program',
    load: (objects) =>
      withRemoved(realStore(), async (store) => {
        await store.start();
        await store.ready();
        const { code, output } = await store.prepareFor(objects);
        expect(`${output}${String(code)}`).toMatch(/The object store is prepared\.\n0$/);
      }),
  }),
  {
    service: 'otel-collector',
    by: 'the program',
    load: (objects) => withRemoved(collectorOf(ofService(objects, 'otel-collector')), (collector) => collector.check()),
  },
  {
    service: 'quickwit',
    by: 'its documented settings',
    load: (objects) => {
      const [configMap] = ofKind(ofService(objects, 'quickwit'), 'ConfigMap');
      const { 'quickwit.yaml': text = '' } = configMap?.['data'] as Readonly<Record<string, string>>;
      expect(quickwitConfigProblems(parse(text))).toEqual([]);
      return Promise.resolve();
    },
  },
  {
    service: 'prometheus',
    by: 'the program',
    load: async (objects) => {
      const { ruleFiles, output } = await checkPrometheusConfiguration(ofService(objects, 'prometheus'));
      expect(ruleFiles).toBeGreaterThan(0);
      expect(output).toContain(`${String(ruleFiles)} rule files found`);
      expect(output).not.toContain('FAILED');
    },
  },
  {
    service: 'grafana',
    by: 'its documented settings',
    load: (objects) => {
      expect(grafanaProblems(ofService(objects, 'grafana'))).toEqual([]);
      return Promise.resolve();
    },
  },
];
