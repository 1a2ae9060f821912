import {
  connect,
  embeddingInferenceApi,
  natsServer,
  networkedService,
  networkPolicies,
  objectStore,
  oidc,
  postgresql,
  qdrant,
  quickwitOtlp,
  quickwitSearch,
} from '@semantic-explorer/platform';
import {
  chartOfServices,
  kubernetesProblems,
  namesOf,
  ofKind,
  podsOf,
  refusalsOf,
  render,
} from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { releaseExporter } from './builder.js';

type Values = Readonly<Record<string, unknown>>;

const client = networkedService({
  name: 'client',
  source: 'client.ts',
  connections: [postgresql, objectStore, natsServer, qdrant, embeddingInferenceApi, quickwitOtlp, quickwitSearch].map(
    (one) => connect(one),
  ),
  network: () => ({ alsoConnects: [{ connection: oidc }] }),
  build: () => undefined,
});
const services = [client, releaseExporter([client])];
const chart = chartOfServices(...services);
const serversFor = (values: Values): string =>
  podsOf(render(chart, values))
    .flatMap(({ spec }) => spec.containers)
    .flatMap(({ env = [] }) => env)
    .find(({ name }) => name === 'CERTIFICATE_SERVERS')?.value ?? '';

const withTls = {
  postgresql: { tls: { secretName: 'database' } },
  minio: { tls: { secretName: 'storage' } },
  embeddingInferenceApi: { tls: { serverSecretName: 'embedding' } },
};
const elsewhere = {
  postgresql: { enabled: false, external: { host: 'db.example.com', port: 6432, sslMode: 'verify-full' } },
  nats: { enabled: false, external: { host: 'nats.example.com', port: 5222, tls: true } },
  qdrant: { enabled: false, external: { url: 'https://qdrant.example.com:6334' } },
  minio: { enabled: false, external: { url: 'https://s3.example.com' } },
  dex: { enabled: false },
  oidc: { issuerUrl: 'https://login.example.com/realms/explorer' },
  quickwit: { enabled: false, external: { url: 'https://qw.example.com', otlpUrl: 'https://qw.example.com:7281' } },
  embeddingInferenceApi: { enabled: false, external: { url: 'https://embed.example.com' } },
};

describe('the exporter of the release', () => {
  it('is not there when nothing is reached over TLS, or when it is not wanted', () => {
    expect(render(chart)).toEqual([]);
    expect(render(chart, { ...withTls, releaseExporter: { enabled: false } })).toEqual([]);
  });

  it('consists of these objects, which Kubernetes takes, oldest and newest', () => {
    const objects = render(chart, withTls);
    expect(namesOf(objects)).toEqual([
      'ServiceAccount prod-semantic-explorer-release-exporter',
      'ConfigMap prod-semantic-explorer-release-exporter',
      'Deployment prod-semantic-explorer-release-exporter',
    ]);
    expect(kubernetesProblems(objects)).toEqual([]);
  });

  it('looks at the servers of the release that serve TLS', () => {
    expect(serversFor(withTls).trim().split('\n')).toEqual([
      'postgresql postgresql://prod-semantic-explorer-postgresql:5432',
      'minio https://prod-semantic-explorer-minio:9000',
      'embedding-api https://prod-semantic-explorer-embedding-inference-api:8090',
    ]);
  });

  it('looks at the servers elsewhere that are reached over TLS', () => {
    expect(serversFor(elsewhere).trim().split('\n')).toEqual([
      'postgresql postgresql://db.example.com:6432',
      'minio https://s3.example.com',
      'nats tls://nats.example.com:5222',
      'qdrant grpcs://qdrant.example.com:6334',
      'embedding-api https://embed.example.com',
      'quickwit grpcs://qw.example.com:7281',
      'quickwit-search https://qw.example.com',
      'oidc https://login.example.com/realms/explorer',
    ]);
  });

  it.each(['disable', 'prefer'])('does not look at a database on which nobody relies for TLS: %s', (sslMode) => {
    const external = { host: 'db.example.com', sslMode };
    expect(serversFor({ ...withTls, postgresql: { enabled: false, external } })).not.toContain('postgresql');
  });

  it('asks for the CronJob of backups, with the right to read it and nothing else', () => {
    const objects = render(chart, { postgresql: { backup: { enabled: true, alertAfterHours: 200 } } });
    expect(namesOf(objects)).toEqual([
      'ServiceAccount prod-semantic-explorer-release-exporter',
      'Role prod-semantic-explorer-release-exporter',
      'RoleBinding prod-semantic-explorer-release-exporter',
      'ConfigMap prod-semantic-explorer-release-exporter',
      'Deployment prod-semantic-explorer-release-exporter',
    ]);
    expect(kubernetesProblems(objects)).toEqual([]);
    expect(ofKind(objects, 'Role')[0]?.['rules']).toEqual([
      {
        apiGroups: ['batch'],
        resources: ['cronjobs'],
        resourceNames: ['prod-semantic-explorer-postgresql-backup'],
        verbs: ['get'],
      },
    ]);
    const [pod] = podsOf(objects);
    expect(pod?.spec.automountServiceAccountToken).toBe(true);
    expect(pod?.spec.containers[0]?.env).toContainEqual({
      name: 'BACKUP_CRON_JOBS',
      value: 'postgresql prod-semantic-explorer-postgresql-backup 200',
    });
  });

  it('has no token while there are no backups', () => {
    expect(podsOf(render(chart, withTls))[0]?.spec.automountServiceAccountToken).toBe(false);
  });

  it('does not give the right to the account that all pods have', () => {
    const anyAccount = { serviceAccount: { create: false } };
    expect(refusalsOf(chart, { ...withTls, releaseExporter: anyAccount })).toEqual([]);
    expect(refusalsOf(chart, { postgresql: { backup: { enabled: true } }, releaseExporter: anyAccount })).toEqual([
      { path: 'releaseExporter.serviceAccount.name', problem: expect.stringContaining('is needed when') as string },
    ]);
  });

  it('reaches these servers and no others, by its connections', () => {
    const policies = chartOfServices(...services, networkPolicies(services));
    const policyFor = (values: Values): string => {
      const objects = ofKind(
        render(policies, { ...values, networkPolicy: { egress: { enabled: true } } }),
        'NetworkPolicy',
      );
      const own = objects.find(({ metadata }) =>
        (metadata as { readonly name: string }).name.endsWith('exporter-egress'),
      );
      return JSON.stringify((own?.['spec'] as { readonly egress?: unknown } | undefined)?.egress ?? []);
    };
    expect(policyFor({ postgresql: elsewhere.postgresql })).toContain('{"port":6432,"protocol":"TCP"}');
    expect(policyFor({ postgresql: elsewhere.postgresql })).not.toContain('5222');
    expect(policyFor({ nats: elsewhere.nats })).toContain('{"port":5222,"protocol":"TCP"}');
  });
});
