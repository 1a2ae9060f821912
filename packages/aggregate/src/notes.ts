import {
  apiSlice,
  dexSlice,
  encryptionSlice,
  fullname,
  generatedSecretName,
  grafanaSlice,
  natsSlice,
  postgresqlSlice,
  quickwitOtlp,
  telemetrySlice,
} from '@semantic-explorer/platform';
import type { Condition, Expr } from 'chartkit';
import { and, chart, contains, eq, lines, not, or, release, startsWith, str, when } from 'chartkit';

const { publicUrl } = apiSlice.values;
const kubectl = str`kubectl --namespace ${release.namespace}`;

const isLocal = contains('://localhost', publicUrl);

/** What a deployer should know to be unsafe, by the condition under which it is. */
const warnings: readonly (readonly [Condition, Expr<string> | string])[] = [
  [
    and(startsWith('http://', publicUrl), not(isLocal)),
    str`api.publicUrl (${publicUrl}) has no TLS: browsers drop the cookies of the login.`,
  ],
  [
    and(dexSlice.values.enabled, not(dexSlice.values.issuer)),
    'dex.issuer is empty: browsers outside of the cluster cannot reach the login.',
  ],
  [not(natsSlice.values.auth.enabled), 'nats.auth.enabled is false: every pod that reaches NATS can read all jobs.'],
  [
    and(not(postgresqlSlice.values.enabled), eq(postgresqlSlice.values.external.sslMode, 'disable')),
    'postgresql.external.sslMode is "disable": the password crosses the network in clear.',
  ],
  [
    and(telemetrySlice.values.enabled, not(quickwitOtlp.available)),
    'quickwit.enabled is false, and quickwit.external.otlpUrl is empty: logs and traces are kept only where otelCollector.extraExporters send them.',
  ],
  [
    encryptionSlice.values.masterKey,
    'encryption.masterKey stands in the values: keep them secret, or use encryption.existingSecret.',
  ],
];

const anyWarning = or(...(warnings.map(([condition]) => condition) as [Condition, Condition, ...Condition[]]));

/** What Helm shows after an installation. */
export const notes = lines([
  str`${chart.name} ${chart.version} is installed as ${release.name} in the namespace ${release.namespace}.`,
  '',
  'See what starts, which takes some minutes for models to load:',
  str`  ${kubectl} get pods --selector app.kubernetes.io/instance=${release.name} --watch`,
  '',
  'Reach the user interface:',
  when<string[]>(isLocal, [str`  ${kubectl} port-forward service/${fullname}-api 8080:8080`, str`  ${publicUrl}/ui`]),
  when<string[]>(not(isLocal), [str`  ${publicUrl}/ui`]),
  '',
  str`Generated credentials stand in the Secret ${generatedSecretName}, which survives an uninstallation.`,
  when<string[]>(not(grafanaSlice.values.auth.existingSecret), [
    'The password of the user "admin" of Grafana:',
    str`  ${kubectl} get secret ${generatedSecretName} --output go-template='${'{{'} index .data "grafana-admin-password" | base64decode ${'}}'}'`,
  ]),
  when<string[]>(anyWarning, [
    '',
    'Unsafe in these values:',
    ...warnings.map(([condition, text]) => when<string>(condition, str`  - ${text}`)),
  ]),
]);
