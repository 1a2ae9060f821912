import { boolean, object, slice, str } from 'chartkit';

import { objectName } from '../names.js';
import type { Connection } from './connection.js';

/** What others read of Prometheus's values; its owner has more. */
export const prometheusSlice = slice(
  'prometheus',
  object(
    { enabled: boolean({ default: true, description: 'Deploy Prometheus.' }) },
    { description: 'Prometheus, the metrics database.' },
  ),
);

const { enabled } = prometheusSlice.values;

/** Port of Prometheus. */
export const prometheusPort = 9090;

const url = str`http://${objectName('prometheus')}:${prometheusPort}`;

/** Prometheus: its HTTP API. */
export const prometheus = {
  name: 'prometheus',
  slices: [prometheusSlice],
  url,
  waitUrl: str`${url}/-/ready`,
  available: enabled,
  server: { service: 'prometheus', port: prometheusPort, deployed: enabled },
  environment: [],
} satisfies Connection & Readonly<Record<string, unknown>>;
