import { readFileSync } from 'node:fs';

import type { Connection } from '@semantic-explorer/platform';
import {
  connect,
  containerImage,
  hardenedContainer,
  hardenedPod,
  labels,
  namedJob,
  objectName,
  podMetadata,
  podPlacement,
  postgresql,
  quickwitDatabase,
  quickwitIndexes,
  quickwitPasswordRef,
  quickwitSearch,
  quickwitUsesDatabase,
  scriptsImage,
  scriptsSlice,
  scriptsUser,
  scriptsVolume,
  serviceAccountName,
  connectionInitContainers,
} from '@semantic-explorer/platform';
import type { Dynamic, k8s } from 'chartkit';
import { file, helper, lines, resources, str, toText, when } from 'chartkit';

import { postgresqlImageSlice } from '../../postgresql/image.js';
import type { QuickwitValues } from '../values.js';

/** Name of the Job, and of its pods in the network. */
export const initJob = 'quickwit-init';
const name = objectName(initJob);

const script = (fileName: string) =>
  file(`quickwit/${fileName}`, readFileSync(new URL(`./${fileName}`, import.meta.url), 'utf8'));

/** What `set-retention.mjs` reads. */
const retention = ({ retention: { logsDays, tracesDays, schedule } }: QuickwitValues) =>
  helper<string>(
    'semantic-explorer.quickwit.retention',
    'How long the indexes of Quickwit keep what they have, as set-retention.mjs reads it.',
    lines([
      '{',
      str`  "schedule": "${schedule}",`,
      str`  "days": { "${quickwitIndexes.logs}": ${logsDays}, "${quickwitIndexes.traces}": ${tracesDays} }`,
      '}',
    ]),
  );

const files = (values: QuickwitValues) => ({
  'create-database.sh': script('create-database.sh'),
  'set-retention.mjs': script('set-retention.mjs'),
  'retention.json': retention(values),
});

const { image } = postgresqlImageSlice.values;
const mounts = [{ name: 'init', mountPath: '/init', readOnly: true }];

/** The role and the database of the metastore, in the PostgreSQL of the release. It needs its superuser. */
const createDatabase: Dynamic<k8s.Container> = {
  name: 'create-database',
  ...containerImage(image),
  command: ['sh', '/init/create-database.sh'],
  env: [
    ...postgresql.superuserEnvironment,
    { name: 'OWNER_ROLE', value: quickwitDatabase },
    { name: 'OWNER_PASSWORD', valueFrom: quickwitPasswordRef() },
    { name: 'OWNED_DATABASE', value: quickwitDatabase },
  ],
  resources: scriptsSlice.values.resources,
  ...hardenedContainer,
  volumeMounts: mounts,
};

const setRetention: Dynamic<k8s.Container> = {
  name: 'set-retention',
  ...scriptsImage,
  command: ['node', '/init/set-retention.mjs', '/init/retention.json'],
  env: [
    { name: 'QUICKWIT_URL', value: quickwitSearch.url },
    { name: 'WAIT_SECONDS', value: toText(scriptsSlice.values.waitTimeoutSeconds) },
  ],
  resources: scriptsSlice.values.resources,
  ...hardenedContainer,
  volumeMounts: mounts,
};

const databaseServer: Connection = { ...postgresql, available: quickwitUsesDatabase };

const podSpec = (values: QuickwitValues): Dynamic<k8s.PodSpec> => ({
  // Failed pods stay, and with them what they logged.
  restartPolicy: 'Never',
  serviceAccountName: serviceAccountName(values.serviceAccount, objectName('quickwit')),
  ...hardenedPod(scriptsUser),
  initContainers: [
    ...connectionInitContainers([connect(databaseServer)]),
    when<k8s.Container>(quickwitUsesDatabase, createDatabase),
  ],
  containers: [setRetention],
  volumes: [{ name: 'init', configMap: { name } }, when<k8s.Volume>(quickwitUsesDatabase, scriptsVolume)],
  ...podPlacement(values),
});

/**
 * Adds the Job that prepares what Quickwit cannot prepare itself: the database of its metastore, and the retention of the
 * indexes that it makes when it starts.
 *
 * It is an ordinary object of the release, no hook: it waits for Quickwit, which is started again until its database is there.
 */
export function addInitJob(scope: Parameters<typeof resources.job>[0], values: QuickwitValues): void {
  const metadata = { name, labels: labels(initJob) };
  resources.configMap(scope, { metadata, data: files(values) }, { id: 'init-configmap' });
  namedJob(scope, {
    name: initJob,
    spec: { backoffLimit: 5, template: { metadata: podMetadata(initJob, values), spec: podSpec(values) } },
    files: files(values),
  });
}
