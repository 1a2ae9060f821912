import {
  accessKeyRef,
  caBundlePath,
  containerImage,
  hardenedContainer,
  hardenedPod,
  hasPrivateCertificates,
  objectName,
  objectStoreSlice,
  objectStoreUrl,
  podMetadata,
  podPlacement,
  postgresql,
  postgresqlBackupName,
  privateCaBundle,
  scriptsVolume,
  secretAccessKeyRef,
  serviceAccountName,
  connectionInitContainers,
} from '@semantic-explorer/platform';
import type { ConnectionUse, Image } from '@semantic-explorer/platform';
import type { Dynamic, DynamicItem, k8s } from 'chartkit';
import { eq, multiply, orElse, replace, str, toText, when } from 'chartkit';

import { backupSlice } from './values.js';

const { backup: values } = backupSlice.values;
const { objectStore } = values;

/** Name of the service, and of its objects behind the start that all names share. */
export const component = postgresqlBackupName;
const name = objectName(component);
/** The user `postgres` of the server's image; the client of the object store runs as any. */
const user = { uid: 999, gid: 999 };

/** Whether dumps go to the object store. */
export const toObjectStore = eq(values.destination, 'objectStore');

/** Where dumps lie: in the claim for good, otherwise until they are uploaded. */
const directory = '/backups';
/** A dump on its way is called otherwise, so that nobody takes it for a whole one. */
const unfinished = `${directory}/unfinished-$(JOB_NAME)`;

/** The Job's name is that of the dump: a CronJob counts minutes in it, and a person may choose one. */
const jobName = {
  name: 'JOB_NAME',
  valueFrom: { fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/job-name']" } },
};

const mounts = [
  { name: 'backups', mountPath: directory },
  { name: 'tmp', mountPath: '/tmp' },
];

/** Writes the dump, as the owner of the database: it can read all of it, and nothing else of the server. */
const dump = (image: Image): Dynamic<k8s.Container> => ({
  name: 'dump',
  ...containerImage(image),
  // The archive is compressed. Owners and rights are those of the role that restores it.
  command: ['pg_dump', '--format=custom', '--no-owner', '--no-privileges', `--file=${unfinished}`],
  env: [jobName, ...postgresql.loginEnvironment],
  resources: values.resources,
  ...hardenedContainer,
  volumeMounts: mounts,
});

const bucket = str`store/${orElse(objectStore.bucket, objectStoreSlice.values.bucket)}/${objectStore.prefix}`;

const login: readonly DynamicItem<k8s.EnvVar>[] = [
  when<k8s.EnvVar[]>(
    objectStore.existingSecret,
    [
      keyOf('STORE_ACCESS_KEY', objectStore.secretKeys.accessKey),
      keyOf('STORE_SECRET_KEY', objectStore.secretKeys.secretKey),
    ],
    [
      { name: 'STORE_ACCESS_KEY', valueFrom: accessKeyRef() },
      { name: 'STORE_SECRET_KEY', valueFrom: secretAccessKeyRef() },
    ],
  ),
  { name: 'MC_HOST_store', value: replace('://', '://$(STORE_ACCESS_KEY):$(STORE_SECRET_KEY)@', objectStoreUrl) },
  // The client looks for a home even when it does not need one.
  { name: 'HOME', value: '/tmp' },
  { name: 'MC_CONFIG_DIR', value: '/tmp/mc' },
  when<k8s.EnvVar>(hasPrivateCertificates, { name: 'SSL_CERT_FILE', value: caBundlePath }),
];

/** A call of the object store's client. It needs no shell: Kubernetes replaces `$(…)`. */
const client = (containerName: string, args: Dynamic<string[]>): Dynamic<k8s.Container> => ({
  name: containerName,
  ...containerImage(values.clientImage),
  command: ['mc'],
  args,
  env: [jobName, ...login],
  resources: values.resources,
  ...hardenedContainer,
  volumeMounts: [...mounts, privateCaBundle.volumeMount],
});

/** Gives the dump its name and deletes old ones. */
const keep = (image: Image): Dynamic<k8s.Container> => ({
  name: 'expire',
  ...containerImage(image),
  command: [
    'sh',
    '-ec',
    `mv "${unfinished}" "${directory}/$(JOB_NAME).dump"
find ${directory} -maxdepth 1 -type f \\( -name '*.dump' -o -name 'unfinished-*' \\) -mmin "+$KEEP_MINUTES" -delete
`,
  ],
  env: [jobName, { name: 'KEEP_MINUTES', value: toText(multiply(values.keepDays, 24 * 60)) }],
  resources: values.resources,
  ...hardenedContainer,
  volumeMounts: mounts,
});

/** The pod of a backup: it dumps, uploads, and deletes old dumps, one after the other. */
export const podTemplate = (uses: readonly ConnectionUse[], image: Image): Dynamic<k8s.PodTemplateSpec> => ({
  metadata: podMetadata(component, values),
  spec: {
    // Another try begins from the start, in a new pod; failed ones stay, and with them what they logged.
    restartPolicy: 'Never',
    serviceAccountName: serviceAccountName(values.serviceAccount, name),
    ...hardenedPod(user),
    initContainers: [
      ...connectionInitContainers(uses),
      when<k8s.Container[]>(toObjectStore, [privateCaBundle.initContainer]),
      dump(image),
      when<k8s.Container>(toObjectStore, client('upload', ['cp', unfinished, str`${bucket}/$(JOB_NAME).dump`])),
    ],
    containers: [
      when<k8s.Container>(
        toObjectStore,
        client('expire', ['rm', '--recursive', '--force', str`--older-than=${values.keepDays}d`, str`${bucket}/`]),
        keep(image),
      ),
    ],
    volumes: [
      when<k8s.Volume>(
        toObjectStore,
        { name: 'backups', emptyDir: { sizeLimit: values.temporaryStorage } },
        { name: 'backups', persistentVolumeClaim: { claimName: orElse(values.persistence.existingClaim, name) } },
      ),
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      scriptsVolume,
      when<k8s.Volume[]>(toObjectStore, privateCaBundle.volumes),
    ],
    ...podPlacement(values),
  },
});

function keyOf(variable: string, key: typeof objectStore.secretKeys.accessKey): Dynamic<k8s.EnvVar> {
  return { name: variable, valueFrom: { secretKeyRef: { name: objectStore.existingSecret, key } } };
}
