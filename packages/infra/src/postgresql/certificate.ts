import type { k8s } from 'chartkit';
import { when } from 'chartkit';

import type { PostgresqlValues } from './values.js';

/** Where the server finds its certificate and its key. */
export const certificateDirectory = '/etc/postgresql/tls';

const name = 'certificate';

/**
 * The volume with the server's certificate. PostgreSQL takes a key that belongs to root only if no others may read it, so
 * its files are for root and the group of the pod.
 */
export const certificateVolume = ({ tls }: PostgresqlValues) =>
  when<k8s.Volume>(tls.secretName, { name, secret: { secretName: tls.secretName, defaultMode: 0o640 } });

/** Where the server's container has it. */
export const certificateMount = ({ tls }: PostgresqlValues) =>
  when<k8s.VolumeMount>(tls.secretName, { name, mountPath: certificateDirectory, readOnly: true });
