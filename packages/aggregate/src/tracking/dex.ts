import type { Section } from './claim.js';
import { byDefault, field, file, object, part, podPath } from './finders.js';

const container = `${podPath}.containers[dex]`;
const withGithub = { dex: { config: { github: { enabled: true, existingSecret: 'github' } } } };
const fromGithub = (variable: string, key: string) =>
  field('Deployment dex', `${container}.env[${variable}].valueFrom.secretKeyRef`, { name: 'github', key });
const port = (name: string, number: number) => field('Service dex', `spec.ports[${name}].port`, number);

/** Issue #1 of the document. */
export const dex: readonly Section[] = [
  {
    title: 'Issue #1: Missing Dex Template',
    claims: [
      {
        claim: 'Created `templates/dex-deployment.yaml`',
        find: [file('templates/dex/deployment.yaml', 'kind: Deployment'), object('Deployment dex')],
      },
      {
        claim: 'Created `templates/dex-service.yaml`',
        find: [file('templates/dex/service.yaml', 'kind: Service'), object('Service dex')],
      },
      {
        claim: 'Created `templates/dex-configmap.yaml`',
        find: [
          file('templates/dex/configmap.yaml', 'kind: ConfigMap'),
          part('ConfigMap dex', 'data[config.yaml]', /issuer: .*/),
        ],
        remark: 'The pods restart when it changes, by a checksum among their annotations.',
      },
      {
        claim: 'Created `templates/dex-serviceaccount.yaml` (includes RBAC for kubernetes storage)',
        find: [
          file('templates/dex/serviceaccount.yaml', 'kind: ServiceAccount'),
          field('ServiceAccount dex', 'automountServiceAccountToken', false),
        ],
        remark: 'It needs no rights: the storage is sqlite3 or PostgreSQL, as issue #7 wants it.',
      },
      {
        claim: 'Created `templates/dex-ingress.yaml` (optional)',
        values: {
          dex: { issuer: 'https://login.example.com/dex', ingress: { enabled: true, host: 'login.example.com' } },
        },
        find: [
          file('templates/dex/ingress.yaml', 'kind: Ingress'),
          field('Ingress dex', 'spec.rules[0].host', 'login.example.com'),
        ],
      },
      {
        claim: 'Updated `templates/_helpers.tpl`: Added Dex helper functions',
        find: [file('templates/_helpers.tpl', 'define "semantic-explorer.dex.issuer"')],
      },
      {
        claim:
          'Updated `values.yaml`: Added missing fields (env, envFrom, nodeSelector, tolerations, affinity, serviceAccount)',
        find: [
          byDefault('dex.env', {}),
          byDefault('dex.envFrom', []),
          byDefault('dex.nodeSelector', {}),
          byDefault('dex.tolerations', []),
          byDefault('dex.affinity', {}),
          byDefault('dex.serviceAccount', { create: true, name: '', annotations: {} }),
        ],
      },
      {
        claim: 'docker-compose: `image: dexidp/dex:latest`',
        find: [field('Deployment dex', `${container}.image`, 'ghcr.io/dexidp/dex:v2.45.1')],
        remark: 'A pinned version: `latest` changes under a running installation.',
      },
      {
        claim: 'docker-compose: `command: dex serve /etc/dex/config.yaml`',
        find: [field('Deployment dex', `${container}.command`, ['dex', 'serve', '/etc/dex/config.yaml'])],
      },
      {
        claim: 'docker-compose: `GITHUB_CLIENT_ID`, `GITHUB_CLIENT_SECRET`',
        values: withGithub,
        find: [fromGithub('GITHUB_CLIENT_ID', 'client-id'), fromGithub('GITHUB_CLIENT_SECRET', 'client-secret')],
        remark: 'From a Secret of the deployer.',
      },
      {
        claim: 'docker-compose: `./dex.yaml:/etc/dex/config.yaml:ro`',
        find: [
          field('Deployment dex', `${container}.volumeMounts[config]`, {
            name: 'config',
            mountPath: '/etc/dex',
            readOnly: true,
          }),
        ],
      },
      {
        claim: 'docker-compose: `dex_data:/var/dex:rw`',
        find: [field('Deployment dex', `${container}.volumeMounts[state]`, { name: 'state', mountPath: '/var/dex' })],
      },
      {
        claim: 'docker-compose: ports 5556, 5557, 5558',
        find: [port('http', 5556), port('grpc', 5557), port('telemetry', 5558)],
      },
    ],
  },
];
