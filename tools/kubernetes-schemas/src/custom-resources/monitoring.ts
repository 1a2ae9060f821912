import type { Definitions } from '../schema.js';
import { listMapKeys, reference } from '../schema.js';
import { boolean, kind, list, matching, oneOf, structure, text, texts } from './build.js';

const duration = matching('^(0|([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?)$');
const secretKey = reference('SecretKeySelector');
const secretOrConfigMap = structure({ secret: secretKey, configMap: reference('ConfigMapKeySelector') });

const relabeling = structure({
  sourceLabels: list(text),
  separator: text,
  targetLabel: text,
  regex: text,
  modulus: { type: 'integer' },
  replacement: text,
  action: oneOf(
    'replace',
    'keep',
    'drop',
    'hashmod',
    'labelmap',
    'labeldrop',
    'labelkeep',
    'lowercase',
    'uppercase',
    'keepequal',
    'dropequal',
  ),
});

/**
 * ServiceMonitor and PrometheusRule of the Prometheus Operator, as much of them as a chart renders.
 * https://prometheus-operator.dev/docs/api-reference/api/, compared with release 0.85.0
 */
export const monitoringDefinitions: Definitions = {
  ServiceMonitor: kind(
    'monitoring.coreos.com/v1',
    'ServiceMonitor',
    structure(
      {
        jobLabel: text,
        targetLabels: list(text),
        podTargetLabels: list(text),
        selector: reference('LabelSelector'),
        namespaceSelector: structure({ any: boolean, matchNames: list(text) }),
        endpoints: list(reference('ServiceMonitorEndpoint')),
        sampleLimit: { type: 'integer', minimum: 0 },
        labelLimit: { type: 'integer', minimum: 0 },
      },
      ['endpoints', 'selector'],
    ),
  ),
  ServiceMonitorEndpoint: structure({
    port: text,
    targetPort: reference('IntOrString'),
    path: text,
    scheme: oneOf('http', 'https'),
    params: { type: 'object', additionalProperties: list(text) },
    interval: duration,
    scrapeTimeout: duration,
    honorLabels: boolean,
    honorTimestamps: boolean,
    followRedirects: boolean,
    authorization: structure({ type: text, credentials: secretKey }),
    basicAuth: structure({ username: secretKey, password: secretKey }),
    tlsConfig: structure({
      ca: secretOrConfigMap,
      cert: secretOrConfigMap,
      keySecret: secretKey,
      serverName: text,
      insecureSkipVerify: boolean,
    }),
    relabelings: list(relabeling),
    metricRelabelings: list(relabeling),
  }),
  PrometheusRule: kind(
    'monitoring.coreos.com/v1',
    'PrometheusRule',
    structure({ groups: { ...list(reference('PrometheusRuleGroup')), [listMapKeys]: ['name'] } }),
  ),
  PrometheusRuleGroup: structure(
    {
      name: { type: 'string', minLength: 1 },
      interval: duration,
      labels: texts,
      rules: list(reference('PrometheusAlertOrRecord')),
    },
    ['name'],
  ),
  PrometheusAlertOrRecord: structure(
    {
      alert: text,
      record: text,
      expr: text,
      for: duration,
      keep_firing_for: duration,
      labels: texts,
      annotations: texts,
    },
    ['expr'],
  ),
};
