import { chartOfServices, ofKind, podsOf, render } from '@semantic-explorer/platform/testing';
import { parse } from 'yaml';

import { quickwit } from '../builder.js';

/** Values as a deployer writes them. */
export type Values = Readonly<Record<string, unknown>>;

/** Quickwit alone. */
export const chart = chartOfServices(quickwit);

/** The objects for values of Quickwit, and of others. */
export const quickwitWith = (values: Values = {}, others: Values = {}) =>
  render(chart, { quickwit: values, ...others });

/** The configuration of its nodes. */
export const configOf = (values?: Values, others?: Values): unknown =>
  parse(
    (ofKind(quickwitWith(values, others), 'ConfigMap')[0]?.['data'] as Readonly<Record<string, string>>)[
      'quickwit.yaml'
    ] ?? '',
  );

/** The pod of a StatefulSet. */
export const podOf = (name: string, values?: Values) =>
  podsOf(quickwitWith(values)).find(
    ({ owner }) => (owner['metadata'] as { readonly name: string }).name === `prod-semantic-explorer-${name}`,
  )?.spec;

/** The variables of its container, by name. */
export const variablesOf = (name: string, values?: Values) =>
  new Map(podOf(name, values)?.containers[0]?.env?.map(({ name: variable, ...rest }) => [variable, rest]));

/** Indexes on the volume. */
export const onVolume = { storage: 'volume' };
/** Nodes of different roles, with a database of their own. */
export const split = { roles: 'split', replicas: 2, metastore: { type: 'postgresql' } };

/** Values that bring out everything. */
export const valueSets: readonly (readonly [string, Values])[] = [
  ['the defaults', {}],
  ['a volume', onVolume],
  ['an existing claim', { ...onVolume, persistence: { existingClaim: 'logs' } }],
  ['split roles, monitored', { ...split, serviceMonitor: { enabled: true } }],
  ['one indexer of several nodes', { ...split, replicas: 1, persistence: { enabled: false } }],
  ['PostgreSQL elsewhere for one node', { metastore: { type: 'postgresql', existingSecret: 'quickwit-metastore' } }],
];
