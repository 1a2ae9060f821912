import { api } from '@semantic-explorer/api';
import { dex } from '@semantic-explorer/dex';
import { grafana, postgresql, prometheus } from '@semantic-explorer/infra';
import { credentialsJob, encryptionSecret, scriptsConfig } from '@semantic-explorer/platform';
import type { Service } from 'chartkit';

/** Every service of the chart, in the order of `values.yaml`. Adding one is one line. */
export const services: readonly Service[] = [
  credentialsJob,
  encryptionSecret,
  scriptsConfig,
  api,
  dex,
  postgresql,
  prometheus,
  grafana,
];
