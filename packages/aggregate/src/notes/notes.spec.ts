import { evaluateNotes, parseValues } from 'chartkit';
import { describe, expect, it } from 'vitest';

import { semanticExplorer } from '../index.js';
import { profiles } from '../profiles.js';

type Values = Readonly<Record<string, unknown>>;

const notes = (values: Values = {}): readonly string[] =>
  evaluateNotes(semanticExplorer, { release: { name: 'prod', namespace: 'explorer' }, values: [values] }).split('\n');

const heading = 'Unsafe in these values:';
/** The sentences below the heading. */
const warningsFor = (values: Values): readonly string[] => {
  const lines = notes(values);
  return lines.includes(heading) ? lines.slice(lines.indexOf(heading) + 1, -1).map((line) => line.slice(4)) : [];
};

/** Values about which there is nothing to say. */
const safe = {
  authProxy: { enabled: true },
  api: { publicUrl: 'https://explorer.example.org' },
  dex: {
    issuer: 'https://login.example.org/dex',
    config: {
      github: { enabled: true, organizations: ['search'], existingSecret: 'github' },
    },
  },
  grafana: { publicUrl: 'https://dashboards.example.org', auth: { existingSecret: 'grafana' } },
  postgresql: { backup: { enabled: true } },
  qdrant: { replicas: 3 },
  networkPolicy: { egress: { enabled: true } },
  prometheus: { enabled: false },
  encryption: { existingSecret: 'keys' },
};

it('the notes say what was installed, what to do next and what is unsafe', () => {
  expect(notes()).toEqual([
    'semantic-explorer 1.0.0 is installed as prod in the namespace explorer.',
    '',
    'The application stands on:',
    '  - PostgreSQL: in this release',
    '  - NATS: in this release',
    '  - Qdrant: in this release',
    '  - Valkey: in this release',
    '  - object store: in this release',
    '  - login: in this release',
    '  - embeddings: in this release',
    '  - language models: in this release',
    '  - Prometheus: in this release',
    '  - Grafana: in this release',
    '  - OpenTelemetry: in this release',
    '  - Quickwit: in this release',
    '',
    'See what starts, which takes some minutes for models to load:',
    '  kubectl --namespace explorer get pods --selector app.kubernetes.io/instance=prod --watch',
    '',
    'Test it from inside when all are ready:',
    '  helm test prod --namespace explorer --logs',
    '',
    'Reach the user interface:',
    '  kubectl --namespace explorer port-forward service/prod-semantic-explorer-api 8080:8080',
    '  http://localhost:8080/ui',
    '',
    'Log in from this machine: browsers and pods must reach Dex under one name, so add the line',
    '  127.0.0.1 prod-semantic-explorer-dex',
    'to /etc/hosts, and keep this running beside the other:',
    '  kubectl --namespace explorer port-forward service/prod-semantic-explorer-dex 5556:5556',
    '',
    'Nobody can log in yet: name people in dex.config.staticPasswords, or enable dex.config.github.',
    '',
    'Dashboards, for the user "admin":',
    '  kubectl --namespace explorer port-forward service/prod-semantic-explorer-grafana 3000:3000',
    '  http://localhost:3000',
    `  kubectl --namespace explorer get secret prod-semantic-explorer-credentials --output go-template='{{ index .data "grafana-admin-password" | base64decode }}'`,
    '',
    'Metrics and alerts:',
    '  kubectl --namespace explorer port-forward service/prod-semantic-explorer-prometheus 9090:9090',
    '  http://localhost:9090/alerts',
    '',
    'NetworkPolicies isolate incoming traffic of the pods where the network plugin enforces them.',
    'docs/network.md of the repository says what they allow and how to allow more.',
    '',
    'Generated credentials stand in the Secret prod-semantic-explorer-credentials, which survives an uninstallation.',
    'Keep a copy of it elsewhere: without its encryption-master-key nobody can read stored keys of providers.',
    '',
    heading,
    '  - authProxy.enabled is false: the API takes parts of a session from the client without verification, so everyone who reaches it must be trusted with all of its data (docs/security.md).',
    '  - dex.issuer is empty: browsers outside of the cluster cannot reach the login.',
    '  - postgresql.backup.enabled is false: nobody dumps the database.',
    '  - qdrant.replicas is 1: nobody can search while its pod is away, and who loses its volume loses all vectors.',
    '  - prometheus.alertmanagers is empty: alerts reach nobody.',
    '',
  ]);
});

it('the notes are short when all is well', () => {
  expect(notes(safe).slice(15)).toEqual([
    'See what starts, which takes some minutes for models to load:',
    '  kubectl --namespace explorer get pods --selector app.kubernetes.io/instance=prod --watch',
    '',
    'Test it from inside when all are ready:',
    '  helm test prod --namespace explorer --logs',
    '',
    'Reach the user interface:',
    '  https://explorer.example.org/ui',
    'Sign out of it:',
    '  https://explorer.example.org/oauth2/sign_out',
    '',
    'Dashboards, for the user "admin":',
    '  https://dashboards.example.org',
    '',
    'NetworkPolicies isolate incoming and outgoing traffic of the pods where the network plugin enforces them.',
    'docs/network.md of the repository says what they allow and how to allow more.',
    '',
    'Generated credentials stand in the Secret prod-semantic-explorer-credentials, which survives an uninstallation.',
    '',
  ]);
});

it('the notes name the servers that require no login while incoming traffic is not isolated', () => {
  const open = { networkPolicy: { ingress: { enabled: false } } };
  expect(warningsFor({ ...safe, ...open })).toEqual([
    'networkPolicy.ingress.enabled is false: every pod of the cluster can reach the services of this release and read their metrics.',
    'authProxy.enabled is true: every pod of the cluster can reach the API past the proxy.',
    'qdrant.auth.enabled is false: every pod of the cluster can read and change all vectors.',
    'dex.config.grpc.enabled is true: every pod of the cluster can add users and clients to Dex.',
    'Quickwit requires no login: every pod of the cluster can read and delete logs and traces.',
    'The collector requires no login: every pod of the cluster can add logs, traces and metrics.',
    'embeddingInferenceApi requires no login: every pod of the cluster can use its models.',
    'llmInferenceApi requires no login: every pod of the cluster can use its models.',
  ]);
  expect(warningsFor(safe)).toEqual([]);
});

it('the notes lead to the proxy where the user interface is behind it', () => {
  const text = notes({ authProxy: { enabled: true } });
  const at = text.indexOf('Reach the user interface:');
  expect(text.slice(at + 1, at + 5)).toEqual([
    '  kubectl --namespace explorer port-forward service/prod-semantic-explorer-auth-proxy 8080:4180',
    '  http://localhost:8080/ui',
    'Sign out of it:',
    '  http://localhost:8080/oauth2/sign_out',
  ]);
});

it('the notes say what is elsewhere, and what is not there at all', () => {
  const external = profiles.find(({ name }) => name === 'external')?.text ?? '';
  const values = { ...parseValues(external, 'external'), llmInferenceApi: { enabled: false } };
  expect(notes(values).slice(2, 11)).toEqual([
    'The application stands on:',
    '  - PostgreSQL: at postgresql.example.com',
    '  - NATS: at nats.example.com',
    '  - Qdrant: at http://qdrant.example.com:6334',
    '  - Valkey: at valkey.example.com',
    '  - object store: at https://s3.example.com',
    '  - login: at https://login.example.com',
    '  - embeddings: in this release',
    'There is no LLM inference service: people enter a language model of a provider in the user interface.',
  ]);
  expect(warningsFor(values)).toEqual([
    'authProxy.enabled is false: the API takes parts of a session from the client without verification, so everyone who reaches it must be trusted with all of its data (docs/security.md).',
    'qdrant.external.url has no TLS: vectors and texts cross the network in clear.',
    'valkey.external.tls is false: the password and the tokens of users cross the network unencrypted.',
    'An address ends in example.com, which belongs to nobody: replace it by yours.',
  ]);
});

it('the notes of the profile minimal say what one server of NATS cannot do, and that everybody knows the password', () => {
  const minimal = profiles.find(({ name }) => name === 'minimal')?.text ?? '';
  expect(warningsFor(parseValues(minimal, 'minimal'))).toEqual([
    'authProxy.enabled is false: the API takes parts of a session from the client without verification, so everyone who reaches it must be trusted with all of its data (docs/security.md).',
    'dex.issuer is empty: browsers outside of the cluster cannot reach the login.',
    'dex.env has the hash of profiles/minimal.yaml: everybody knows that the password is "password".',
    'postgresql.backup.enabled is false: nobody dumps the database.',
    'minio.replicas is 1: who loses its volume loses all files.',
    'qdrant.replicas is 1: nobody can search while its pod is away, and who loses its volume loses all vectors.',
    'nats.replicas is 1: the API asks for three copies of its stream of audit events, which one server cannot make. It logs that once and goes on, and no audit event reaches the database.',
    'prometheus.alertmanagers is empty: alerts reach nobody.',
  ]);
});

describe('the notes warn of', () => {
  const one = { existingSecret: 'own' };
  it.each<[string, Values, string]>([
    ['an API that everyone reaches', { authProxy: { enabled: false } }, 'authProxy.enabled is false'],
    ['a public URL without TLS', { api: { publicUrl: 'http://explorer.example.org' } }, 'browsers drop the cookies'],
    ['a login without TLS', { dex: { issuer: 'http://login.example.org/dex' } }, 'dex.issuer (http'],
    ['dashboards without TLS', { grafana: { publicUrl: 'http://dashboards.example.org' } }, 'grafana.publicUrl (http'],
    ['a hash in the values', { dex: { env: { HASH: '$2a$10$abcdefghijklmnopqrstuv' } } }, 'dex.env holds the hash'],
    [
      'a login for everybody on GitHub',
      { dex: { config: { github: { enabled: true, ...one } } } },
      'dex.config.github.organizations is empty',
    ],
    [
      'a queue without a login',
      { nats: { auth: { enabled: false } }, networkPolicy: { ingress: { enabled: false } } },
      'nats.auth.enabled is false',
    ],
    [
      'a database without TLS',
      { postgresql: { enabled: false, external: { host: 'db', sslMode: 'disable' } } },
      'postgresql.external.sslMode is "disable"',
    ],
    [
      'a cache without a password',
      { valkey: { auth: { enabled: false } }, networkPolicy: { ingress: { enabled: false } } },
      'valkey.auth.enabled is false',
    ],
    [
      'a cache without TLS',
      { valkey: { enabled: false, external: { host: 'cache' } } },
      'valkey.external.tls is false',
    ],
    ['a queue without TLS', { nats: { enabled: false, external: { host: 'nats' } } }, 'nats.external.tls is false'],
    [
      'a vector database without TLS',
      { qdrant: { enabled: false, external: { url: 'http://qdrant:6334' } } },
      'qdrant.external.url has no TLS',
    ],
    [
      'an object store without TLS',
      { minio: { enabled: false, external: { url: 'http://s3' } } },
      'minio.external.url has no TLS',
    ],
    [
      'a database without a volume',
      { postgresql: { primary: { persistence: { enabled: false } } } },
      'the database is lost with its pod',
    ],
    ['a queue without a volume', { nats: { persistence: { enabled: false } } }, 'jobs are lost with their pod'],
    [
      'vectors without a volume',
      { qdrant: { storage: { persistence: { enabled: false } } } },
      'all vectors are lost with their pod',
    ],
    ['telemetry that nobody keeps', { quickwit: { enabled: false } }, 'logs and traces are kept only where'],
    ['files without a volume', { minio: { persistence: { enabled: false } } }, 'all files are lost with their pod'],
  ])('%s', (_, values, sentence) => {
    const warned = (warnings: readonly string[]): number =>
      warnings.filter((warning) => warning.includes(sentence)).length;
    expect([warned(warningsFor(safe)), warned(warningsFor(values))]).toEqual([0, 1]);
  });
});

it('the notes repeat no secret', () => {
  const masterKey = '0123456789abcdef'.repeat(4);
  const text = notes({ encryption: { masterKey } }).join('\n');
  expect([text.includes(masterKey), text.includes('encryption.masterKey stands in the values')]).toEqual([false, true]);
});
