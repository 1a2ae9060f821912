import type { Claim, Section } from './claim.js';
import { byDefault, field, file, object, part, podPath } from './finders.js';

const image = (workload: string, container: string, expected: string) =>
  field(workload, `${podPath}.containers[${container}].image`, expected);

/** An application service: a StatefulSet, as the document has it. */
const application = (number: number, title: string, name: string, tag = '0.6.16', repository = name): Claim => ({
  claim: `${number}. ${title}: \`${name}-statefulset.yaml\``,
  find: [
    file(`templates/${name}/statefulset.yaml`, 'kind: StatefulSet'),
    image(`StatefulSet ${name}`, name, `docker.io/jofish89/${repository}:${tag}`),
  ],
});

/** The headings of the document before its first issue. */
export const services: readonly Section[] = [
  {
    title: 'Overview',
    claims: [
      {
        claim: 'Helm Chart Location: `deployment/helm/semantic-explorer/`',
        find: [file('Chart.yaml', 'name: semantic-explorer')],
        remark: 'Built from TypeScript to `packages/aggregate/dist/chart`.',
      },
      {
        claim: 'Docker Compose Reference: `deployment/compose/compose.dev.yaml`',
        find: [file('Chart.yaml', 'https://github.com/FishySoftware/semantic-explorer')],
        remark: 'It lies in the repository of the application.',
      },
      {
        claim: 'Chart Version: 1.0.0',
        find: [file('Chart.yaml', 'version: 1.0.0')],
      },
      {
        claim: 'App Version: 1.0.0',
        find: [file('Chart.yaml', 'appVersion: 1.0.0')],
        remark: 'The published images end at 0.6.16, so the default image tags are 0.6.16.',
      },
    ],
  },
  { title: 'Findings Summary', claims: [] },
  {
    title: 'Application Services Status',
    level: 3,
    claims: [
      application(1, 'semantic-explorer (API)', 'api', '0.6.16', 'semantic-explorer'),
      application(2, 'worker-collections', 'worker-collections'),
      application(3, 'worker-datasets', 'worker-datasets'),
      application(4, 'worker-visualizations-py', 'worker-visualizations-py'),
      application(5, 'embedding-inference-api', 'embedding-inference-api', '0.6.16-cuda12-sm89'),
      application(6, 'llm-inference-api', 'llm-inference-api', '0.6.16-cuda12-sm89'),
    ],
  },
  {
    title: 'Infrastructure Services Status',
    level: 3,
    claims: [
      {
        claim: '7. PostgreSQL: `postgresql.yaml`',
        find: [
          file('templates/postgresql/statefulset.yaml', 'kind: StatefulSet'),
          image('StatefulSet postgresql', 'postgresql', 'docker.io/library/postgres:17.11-bookworm'),
        ],
      },
      {
        claim: '8. NATS (3-node cluster): nats subchart',
        find: [
          field('StatefulSet nats', 'spec.replicas', 3),
          part('ConfigMap nats-config', 'data[nats.conf]', /cluster \{\s+name: .*/),
        ],
        remark: 'Templates of this chart in place of a subchart, here and below.',
      },
      {
        claim: '9. Qdrant: qdrant subchart (GPU documented)',
        find: [
          image('StatefulSet qdrant', 'qdrant', 'docker.io/qdrant/qdrant:v1.19.0-unprivileged'),
          byDefault('qdrant.gpu.enabled', false),
        ],
        remark: 'GPUs are a switch, see issue #6.',
      },
      {
        claim: '10. MinIO (4-node distributed): minio subchart',
        find: [
          field('StatefulSet minio', 'spec.replicas', 4),
          part('StatefulSet minio', `${podPath}.containers[minio].args`, /http:.*$/),
        ],
      },
      {
        claim: '11. Dex (OIDC): `dex-*.yaml`',
        find: [file('templates/dex/deployment.yaml', 'kind: Deployment')],
      },
      {
        claim: '12. Prometheus: prometheus subchart',
        find: [image('StatefulSet prometheus', 'prometheus', 'quay.io/prometheus/prometheus:v3.14.0')],
      },
      {
        claim: '13. Grafana: grafana subchart',
        find: [image('StatefulSet grafana', 'grafana', 'docker.io/grafana/grafana:13.2.0')],
      },
      {
        claim: '14. OpenTelemetry Collector: `otel-collector.yaml`',
        find: [
          image(
            'StatefulSet otel-collector',
            'otel-collector',
            'docker.io/otel/opentelemetry-collector-contrib:0.159.0',
          ),
          part('ConfigMap otel-collector-config', 'data[config.yaml]', /endpoint: .*-quickwit:7281.*/),
        ],
        remark: 'A StatefulSet, since each pod has a queue on a volume.',
      },
      {
        claim: '15. Quickwit: `quickwit-*.yaml`',
        find: [
          image('StatefulSet quickwit', 'quickwit', 'docker.io/quickwit/quickwit:v0.9.0'),
          part('ConfigMap quickwit-config', 'data[quickwit.yaml]', /default_index_root_uri: .*s3:.*/),
        ],
      },
      {
        claim: '16. postgres-exporter: `postgresql.yaml` metrics',
        find: [
          image('StatefulSet postgresql', 'exporter', 'quay.io/prometheuscommunity/postgres-exporter:v0.20.1'),
          field('StatefulSet postgresql', `${podPath}.containers[exporter].env[DATA_SOURCE_USER].value`, 'monitoring'),
        ],
        remark: 'It logs in with a role of its own, which sees statistics only.',
      },
      {
        claim: '17. minio-init: minio-init-job.yaml',
        find: [file('templates/minio-init/job.yaml', 'kind: Job'), object('ConfigMap minio-init')],
      },
    ],
  },
];
