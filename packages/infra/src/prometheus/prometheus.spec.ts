import { readFileSync } from 'node:fs';

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
import { parse } from 'yaml';

import { prometheus } from './builder.js';
import { prometheusRulesCheck } from './rules-check.js';

const chart = chartOfServices(prometheus);
const rich = {
  prometheus: {
    externalLabels: { cluster: 'north' },
    rules: { extraGroups: [{ name: 'own', rules: [{ record: 'job:up:sum', expr: 'sum by (job) (up)' }] }] },
    extraScrapeConfigs: [{ job_name: 'elsewhere', static_configs: [{ targets: ['db.example.com:9187'] }] }],
    alertmanagers: [{ static_configs: [{ targets: ['alerts.example.com:9093'] }] }],
    persistence: { existingClaim: 'metrics' },
    retention: { hours: 720, bytes: 0 },
    ingress: { enabled: true, host: 'metrics.example.com' },
  },
};
const dataOf = (values: Readonly<Record<string, unknown>>, name: string) =>
  ofKind(render(chart, values), 'ConfigMap').find(
    ({ metadata }) => (metadata as { readonly name: string }).name === `prod-semantic-explorer-prometheus-${name}`,
  )?.['data'] as Readonly<Record<string, string>>;

describe('Prometheus', () => {
  it.each([
    ['by default', {}],
    ['with everything', rich],
    ['without its rules and volume', { prometheus: { rules: { enabled: false }, persistence: { enabled: false } } }],
  ])('consists of objects that Kubernetes takes, oldest and newest: %s', (_, values) => {
    expect(kubernetesProblems(render(chart, values))).toEqual([]);
  });

  it('may list the pods of its namespace, and nothing else', () => {
    expect(namesOf(render(chart))).toEqual([
      'ServiceAccount prod-semantic-explorer-prometheus',
      'Role prod-semantic-explorer-prometheus',
      'RoleBinding prod-semantic-explorer-prometheus',
      'ConfigMap prod-semantic-explorer-prometheus-config',
      'ConfigMap prod-semantic-explorer-prometheus-rules',
      'Service prod-semantic-explorer-prometheus',
      'Service prod-semantic-explorer-prometheus-headless',
      'StatefulSet prod-semantic-explorer-prometheus',
    ]);
    expect(ofKind(render(chart), 'Role')[0]?.['rules']).toEqual([
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
    ]);
  });

  it('scrapes what pods of the release say of themselves', () => {
    const ofTheRelease = {
      source_labels: ['__meta_kubernetes_pod_label_app_kubernetes_io_instance'],
      regex: 'prod',
      action: 'keep',
    };
    const labels = [
      { source_labels: ['__meta_kubernetes_pod_label_app_kubernetes_io_name'], target_label: 'job' },
      { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' },
    ];
    expect(parse(dataOf({}, 'config')['prometheus.yml'] ?? '')).toEqual({
      global: { scrape_interval: '15s', scrape_timeout: '10s', evaluation_interval: '15s' },
      rule_files: ['/etc/prometheus-rules/*.yaml'],
      scrape_configs: [
        { job_name: 'prometheus', static_configs: [{ targets: ['localhost:9090'] }] },
        {
          job_name: 'pods',
          kubernetes_sd_configs: [{ role: 'pod', namespaces: { own_namespace: true } }],
          tls_config: { insecure_skip_verify: true },
          relabel_configs: [
            ofTheRelease,
            { source_labels: ['__meta_kubernetes_pod_annotation_prometheus_io_scrape'], regex: 'true', action: 'keep' },
            {
              source_labels: ['__meta_kubernetes_pod_container_port_number'],
              target_label: '__meta_kubernetes_pod_annotation_prometheus_io_port',
              action: 'keepequal',
            },
            {
              source_labels: ['__meta_kubernetes_pod_annotation_prometheus_io_path'],
              regex: '(.+)',
              target_label: '__metrics_path__',
            },
            {
              source_labels: ['__meta_kubernetes_pod_annotation_prometheus_io_scheme'],
              regex: '(https?)',
              target_label: '__scheme__',
            },
            ...labels,
          ],
        },
        {
          job_name: 'own-metrics',
          kubernetes_sd_configs: [{ role: 'pod', namespaces: { own_namespace: true } }],
          relabel_configs: [
            ofTheRelease,
            { source_labels: ['__meta_kubernetes_pod_container_port_name'], regex: 'own-metrics', action: 'keep' },
            ...labels,
          ],
        },
      ],
    });
  });

  it('takes rules, jobs and Alertmanagers from the values', () => {
    const config = parse(dataOf(rich, 'config')['prometheus.yml'] ?? '') as Readonly<Record<string, unknown>>;
    expect(config['global']).toMatchObject({ external_labels: { cluster: 'north' } });
    expect(config['alerting']).toEqual({ alertmanagers: rich.prometheus.alertmanagers });
    expect((config['scrape_configs'] as readonly unknown[]).slice(3)).toEqual(rich.prometheus.extraScrapeConfigs);
    expect(parse(dataOf(rich, 'rules')['extra.yaml'] ?? '')).toEqual({ groups: rich.prometheus.rules.extraGroups });
    expect(podsOf(render(chart, rich))[0]?.spec.containers[0]?.args).toEqual([
      '--config.file=/etc/prometheus/prometheus.yml',
      '--storage.tsdb.path=/prometheus',
      '--storage.tsdb.retention.time=720h',
      '--web.listen-address=0.0.0.0:9090',
    ]);
  });

  it('gives every alert a severity, a summary and a runbook', () => {
    const groups = Object.entries(dataOf({}, 'rules')).flatMap(
      ([, text]) => (parse(text) as { readonly groups: readonly { readonly rules?: readonly AlertRule[] }[] }).groups,
    );
    // What is recorded only helps alerts.
    const rules = groups.flatMap(({ rules = [] }) => rules).filter(({ alert }) => alert !== undefined);
    expect(rules.length).toBeGreaterThan(10);
    const runbooks = readFileSync(new URL('../../../../docs/runbooks.md', import.meta.url), 'utf8');
    expect([...runbooks.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual(
      rules.map(({ alert }) => alert).sort(),
    );
    expect(
      rules.filter(
        ({ alert, labels, annotations }) =>
          !['critical', 'warning'].includes(labels.severity) ||
          annotations.summary === '' ||
          annotations.runbook_url !== `docs/runbooks.md#${String(alert).toLowerCase()}`,
      ),
    ).toEqual([]);
  });

  it.each([
    ['100Gi', 'vector(100 * 2^30)'],
    ['500G', 'vector(500 * 1e9)'],
    ['7Pi', 'vector(7 * 2^50)'],
    ['123456', 'vector(123456)'],
  ])('knows the size of the volume of PostgreSQL: %s', (size, expr) => {
    const values = { postgresql: { primary: { persistence: { size } } } };
    expect(parse(dataOf(values, 'rules')['volumes.yaml'] ?? '')).toEqual({
      groups: [{ name: 'volumes', rules: [{ record: 'volume_size_bytes', expr, labels: { job: 'postgresql' } }] }],
    });
  });

  it.each([
    ['elsewhere', { enabled: false, external: { host: 'db' } }],
    ['on a claim of somebody else', { primary: { persistence: { existingClaim: 'old' } } }],
    ['without a claim', { primary: { persistence: { enabled: false } } }],
  ])('does not know it when PostgreSQL is %s', (_, postgresql) => {
    expect(parse(dataOf({ postgresql }, 'rules')['volumes.yaml'] ?? '')).toEqual({ groups: [{ name: 'volumes' }] });
  });

  it('has its rules checked before an upgrade when a deployer adds some, without rights and network', () => {
    const withCheck = chartOfServices(prometheusRulesCheck);
    expect(render(withCheck)).toEqual([]);
    expect(render(withCheck, { prometheus: { ...rich.prometheus, enabled: false } })).toEqual([]);
    const objects = render(withCheck, rich);
    expect(kubernetesProblems(objects)).toEqual([]);
    expect(namesOf(objects)).toEqual([
      'ServiceAccount prod-semantic-explorer-prometheus-rules-check',
      'ConfigMap prod-semantic-explorer-prometheus-rules-check',
      expect.stringMatching(/^Job prod-semantic-explorer-prometheus-rules-check-[0-9a-f]{8}$/),
    ]);
    const [configMap] = ofKind(objects, 'ConfigMap');
    expect(configMap?.['data']).toEqual({ 'prometheus.rules.extraGroups.yaml': dataOf(rich, 'rules')['extra.yaml'] });
    const [pod] = podsOf(objects);
    expect(pod?.spec.automountServiceAccountToken).toBe(false);
    expect(pod?.spec.containers[0]).toMatchObject({
      image: 'quay.io/prometheus/prometheus:v3.14.0',
      command: ['promtool', 'check', 'rules', '/scripts/prometheus.rules.extraGroups.yaml'],
    });
  });

  it('is refused with values that contradict each other', () => {
    expect(
      refusalsOf(chart, {
        prometheus: {
          scrapeTimeoutSeconds: 20,
          persistence: { enabled: false, existingClaim: 'metrics' },
          ingress: { enabled: true },
          serviceAccount: { create: false },
        },
      }),
    ).toEqual([
      { path: 'prometheus.scrapeTimeoutSeconds', problem: 'must be at most the interval (15 seconds)' },
      {
        path: 'prometheus.persistence.existingClaim',
        problem: 'is given, but prometheus.persistence.enabled is false, so that it would not be used',
      },
      {
        path: 'prometheus.serviceAccount.name',
        problem:
          'is needed when prometheus.serviceAccount.create is false: the default account, which other pods have too, would get the right to list pods',
      },
      { path: 'prometheus.ingress.host', problem: 'is needed when prometheus.ingress.enabled is true' },
    ]);
  });
});

interface AlertRule {
  /** Absent where a metric is recorded. */
  readonly alert?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook_url: string };
}
