import { integer, list, map, object, optionalField, string } from 'chartkit';

const duration = (description: string) =>
  optionalField(string({ format: 'prometheusDuration', minLength: 1, description }));
const labels = (description: string) =>
  optionalField(map(string({ format: 'textLines', description: 'Value.' }), { description }));

const alertOrRecord = object(
  {
    alert: optionalField(string({ minLength: 1, description: 'Name of an alert.' })),
    record: optionalField(string({ minLength: 1, description: 'Name of a recorded metric.' })),
    expr: string({ minLength: 1, description: 'The expression.' }),
    for: duration('How long it must hold before the alert fires.'),
    keep_firing_for: duration('How long the alert goes on after it holds no more.'),
    labels: labels('Labels that are added.'),
    annotations: labels('Texts of the alert.'),
  },
  { description: 'An alert or a recorded metric.' },
);

/** A group of rules, with the names of Prometheus: https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/ */
export const ruleGroup = object(
  {
    name: string({ minLength: 1, description: 'Name of the group.' }),
    interval: duration('How often it is evaluated.'),
    query_offset: duration('How far back it looks.'),
    limit: optionalField(integer({ minimum: 0, maximum: 1_000_000, description: 'Results of a rule at most.' })),
    labels: labels('Labels of all its rules.'),
    rules: list(alertOrRecord, { minItems: 1, description: 'The rules.' }),
  },
  { description: 'A group.' },
);
