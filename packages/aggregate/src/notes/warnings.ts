import { quickwitOtlp } from '@semantic-explorer/platform';
import type { Condition, DynamicItem, Expr } from 'chartkit';
import { and, contains, eq, helper, lines, not, startsWith, str, toJson, when } from 'chartkit';

import { values } from '../values-of-services.js';
import { isLocal } from './next-steps.js';

const {
  api,
  authProxy,
  dex,
  embeddingInferenceApi,
  encryption,
  grafana,
  llmInferenceApi,
  minio,
  nats,
  networkPolicy,
  oidc,
  otelCollector,
  postgresql,
  postgresqlBackup,
  prometheus,
  prometheusEnabled,
  qdrant,
  quickwit,
  valkey,
} = values;

/** What a deployer should know to be unsafe: the condition under which it is, and a sentence. */
type Warning = readonly [condition: Condition, sentence: Expr<string> | string];

const addresses = str`${api.publicUrl} ${dex.issuer} ${oidc.issuerUrl} ${postgresql.external.host} ${nats.external.host} ${qdrant.external.url} ${valkey.external.host} ${minio.external.url}`;

/** The hash of "password" that people who try Semantic Explorer log in with. */
const hasKnownPassword = contains('IaxEylLuixP2OgsSeDNAje7bG47tJZspEFKCT2j4kC2gZQeyT99ii', toJson(dex.env));

/** What every pod of the cluster can do without a login while incoming traffic is not isolated. */
const withoutLogin: readonly Warning[] = [
  [
    not(networkPolicy.ingress.enabled),
    'networkPolicy.ingress.enabled is false: every pod of the cluster can reach the services of this release and read their metrics.',
  ],
  ...(
    [
      [authProxy.enabled, 'authProxy.enabled is true', 'reach the API past the proxy'],
      [and(nats.enabled, not(nats.auth.enabled)), 'nats.auth.enabled is false', 'read and change all jobs'],
      [and(qdrant.enabled, not(qdrant.auth.enabled)), 'qdrant.auth.enabled is false', 'read and change all vectors'],
      [
        and(valkey.enabled, not(valkey.auth.enabled)),
        'valkey.auth.enabled is false',
        'read the tokens of users and change cached data',
      ],
      [and(dex.enabled, dex.config.grpc.enabled), 'dex.config.grpc.enabled is true', 'add users and clients to Dex'],
      [quickwit.enabled, 'Quickwit requires no login', 'read and delete logs and traces'],
      [otelCollector.enabled, 'The collector requires no login', 'add logs, traces and metrics'],
      [embeddingInferenceApi.enabled, 'embeddingInferenceApi requires no login', 'use its models'],
      [llmInferenceApi.enabled, 'llmInferenceApi requires no login', 'use its models'],
    ] as const
  ).map(([open, reason, consequence]): Warning => [
    and(open, not(networkPolicy.ingress.enabled)),
    `${reason}: every pod of the cluster can ${consequence}.`,
  ]),
];

/** Access that is too wide. */
const access: readonly Warning[] = [
  [
    and(api.enabled, not(authProxy.enabled)),
    'authProxy.enabled is false: the API takes parts of a session from the client without verification, so everyone who reaches it must be trusted with all of its data (docs/security.md).',
  ],
  ...withoutLogin,
  [
    and(startsWith('http://', api.publicUrl), not(isLocal)),
    str`api.publicUrl (${api.publicUrl}) has no TLS: browsers drop the cookies of the login.`,
  ],
  [
    and(dex.enabled, startsWith('http://', dex.issuer)),
    str`dex.issuer (${dex.issuer}) has no TLS: passwords cross the network in clear.`,
  ],
  [
    and(grafana.enabled, startsWith('http://', grafana.publicUrl), not(contains('://localhost', grafana.publicUrl))),
    str`grafana.publicUrl (${grafana.publicUrl}) has no TLS: passwords cross the network in clear.`,
  ],
  [and(dex.enabled, not(dex.issuer)), 'dex.issuer is empty: browsers outside of the cluster cannot reach the login.'],
  [
    and(dex.enabled, hasKnownPassword),
    'dex.env has the hash of profiles/minimal.yaml: everybody knows that the password is "password".',
  ],
  [
    and(dex.enabled, contains('"$2', toJson(dex.env)), not(hasKnownPassword)),
    'dex.env holds the hash of a password: whoever can read the values can try passwords. Use dex.envFrom.',
  ],
  [
    and(dex.enabled, dex.config.github.enabled, not(dex.config.github.organizations)),
    'dex.config.github.organizations is empty: everybody on GitHub can log in.',
  ],
  [
    and(not(postgresql.enabled), eq(postgresql.external.sslMode, 'disable')),
    'postgresql.external.sslMode is "disable": the password crosses the network in clear.',
  ],
  [
    and(not(nats.enabled), not(nats.external.tls)),
    'nats.external.tls is false: the password and all jobs cross the network in clear.',
  ],
  [
    and(not(qdrant.enabled), startsWith('http://', qdrant.external.url)),
    'qdrant.external.url has no TLS: vectors and texts cross the network in clear.',
  ],
  [
    and(not(valkey.enabled), not(valkey.external.tls)),
    'valkey.external.tls is false: the password and the tokens of users cross the network unencrypted.',
  ],
  [
    and(not(minio.enabled), startsWith('http://', minio.external.url)),
    'minio.external.url has no TLS: files cross the network in clear.',
  ],
  [
    encryption.masterKey,
    'encryption.masterKey stands in the values: keep them secret, or use encryption.existingSecret.',
  ],
  [contains('example.com', addresses), 'An address ends in example.com, which belongs to nobody: replace it by yours.'],
];

/** What is lost, and what is away when one node is. */
const losses: readonly Warning[] = [
  [
    and(postgresql.enabled, not(postgresql.primary.persistence.enabled)),
    'postgresql.primary.persistence.enabled is false: the database is lost with its pod.',
  ],
  [
    and(qdrant.enabled, not(qdrant.storage.persistence.enabled)),
    'qdrant.storage.persistence.enabled is false: all vectors are lost with their pod.',
  ],
  [
    and(minio.enabled, not(minio.persistence.enabled)),
    'minio.persistence.enabled is false: all files are lost with their pod.',
  ],
  [
    and(nats.enabled, not(nats.persistence.enabled)),
    'nats.persistence.enabled is false: jobs are lost with their pod.',
  ],
  [
    and(postgresql.enabled, not(postgresqlBackup.enabled)),
    'postgresql.backup.enabled is false: nobody dumps the database.',
  ],
  [and(minio.enabled, eq(minio.replicas, 1)), 'minio.replicas is 1: who loses its volume loses all files.'],
  [
    and(qdrant.enabled, eq(qdrant.replicas, 1)),
    'qdrant.replicas is 1: nobody can search while its pod is away, and who loses its volume loses all vectors.',
  ],
  [
    and(nats.enabled, eq(nats.replicas, 1)),
    'nats.replicas is 1: the API asks for three copies of its stream of audit events, which one server cannot make. It logs that once and goes on, and no audit event reaches the database.',
  ],
  [
    and(otelCollector.enabled, not(quickwitOtlp.available)),
    'quickwit.enabled is false, and quickwit.external.otlpUrl is empty: logs and traces are kept only where otelCollector.extraExporters send them.',
  ],
  [
    and(prometheusEnabled, prometheus.rules.enabled, not(prometheus.alertmanagers)),
    'prometheus.alertmanagers is empty: alerts reach nobody.',
  ],
];

const unsafeValues = helper<string>(
  'semantic-explorer.unsafe-values',
  'What is unsafe in the values, a line each; empty when nothing is.',
  lines([...access, ...losses].map(([condition, sentence]) => when<string>(condition, str`  - ${sentence}`))),
);

/** What is unsafe in the values, if anything is. */
export const warnings: DynamicItem<string> = when<string[]>(unsafeValues, [
  '',
  'Unsafe in these values:',
  unsafeValues,
]);
