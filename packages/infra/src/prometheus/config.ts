import type { Expr } from 'chartkit';
import { helper, optional, release, str, when, yamlText } from 'chartkit';

import type { PrometheusValues } from './values.js';

const podLabel = (name: string) => `__meta_kubernetes_pod_${name}`;
const annotation = (name: string) => podLabel(`annotation_prometheus_io_${name}`);

/** Labels of a target: the service as job, and the pod. */
const targetLabels = [
  { source_labels: [podLabel('label_app_kubernetes_io_name')], target_label: 'job' },
  { source_labels: [podLabel('name')], target_label: 'pod' },
];

/** Pods of this release only: others in the namespace have their own Prometheus, or none. */
const ofThisRelease = {
  source_labels: [podLabel('label_app_kubernetes_io_instance')],
  regex: release.name,
  action: 'keep',
};

/** Pods of this namespace, which a Role allows to list. */
const discovery = [{ role: 'pod', namespaces: { own_namespace: true } }];

/**
 * Finds what pods say of themselves (`scrapeAnnotations` in platform), so nothing here repeats a host or a port.
 * A pod is one target for each of its ports; the one that the annotation names is kept.
 */
const annotatedPods = {
  job_name: 'pods',
  kubernetes_sd_configs: discovery,
  // Pods are scraped by address, which no certificate names.
  tls_config: { insecure_skip_verify: true },
  relabel_configs: [
    ofThisRelease,
    { source_labels: [annotation('scrape')], regex: 'true', action: 'keep' },
    { source_labels: [podLabel('container_port_number')], target_label: annotation('port'), action: 'keepequal' },
    { source_labels: [annotation('path')], regex: '(.+)', target_label: '__metrics_path__' },
    { source_labels: [annotation('scheme')], regex: '(https?)', target_label: '__scheme__' },
    ...targetLabels,
  ],
};

/** A program that exports metrics of others on the annotated port has its own on a port of this name. */
const ownMetrics = {
  job_name: 'own-metrics',
  kubernetes_sd_configs: discovery,
  relabel_configs: [
    ofThisRelease,
    { source_labels: [podLabel('container_port_name')], regex: 'own-metrics', action: 'keep' },
    ...targetLabels,
  ],
};

/** The configuration of Prometheus. https://prometheus.io/docs/prometheus/latest/configuration/configuration/ */
export const serverConfig = (values: PrometheusValues): Expr<string> =>
  helper<string>(
    'semantic-explorer.prometheus.config',
    'Configuration file of Prometheus.',
    yamlText<unknown>({
      global: {
        scrape_interval: str`${values.scrapeIntervalSeconds}s`,
        scrape_timeout: str`${values.scrapeTimeoutSeconds}s`,
        evaluation_interval: str`${values.scrapeIntervalSeconds}s`,
        external_labels: optional(values.externalLabels),
      },
      rule_files: ['/etc/prometheus-rules/*.yaml'],
      alerting: when<unknown>(values.alertmanagers, { alertmanagers: values.alertmanagers }),
      scrape_configs: [
        { job_name: 'prometheus', static_configs: [{ targets: ['localhost:9090'] }] },
        annotatedPods,
        ownMetrics,
        values.extraScrapeConfigs,
      ],
    }),
  );

/** The groups of rules that a deployer adds. */
export const extraRules = (values: Pick<PrometheusValues, 'rules'>): Expr<string> =>
  helper<string>(
    'semantic-explorer.prometheus.extra-rules',
    'Rules of Prometheus that a deployer adds.',
    yamlText<unknown>({ groups: values.rules.extraGroups }),
  );
