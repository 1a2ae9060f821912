import type { ConnectionUse } from '@semantic-explorer/platform';
import {
  caBundlePath,
  containerImage,
  databaseUrl,
  hardenedContainer,
  hardenedPod,
  hasPrivateCertificates,
  objectName,
  objectStoreKeys,
  privateCaBundle,
  probe,
  quickwitDatabase,
  quickwitPasswordRef,
  quickwitPorts,
  scriptsVolume,
  connectionInitContainers,
} from '@semantic-explorer/platform';
import type { Dynamic, DynamicItem, Expr, k8s } from 'chartkit';
import { eq, when } from 'chartkit';

import { dataDirectory, isSplit, usesObjectStore } from './config.js';
import type { QuickwitValues } from './values.js';

/** The metastore, where it is a database: the one that the Job makes, or one of the deployer. */
const metastoreUri = ({ metastore }: QuickwitValues): DynamicItem<k8s.EnvVar> =>
  when<k8s.EnvVar[]>(
    eq(metastore.type, 'postgresql'),
    when<k8s.EnvVar[]>(
      metastore.existingSecret,
      [
        {
          name: 'QW_METASTORE_URI',
          valueFrom: { secretKeyRef: { name: metastore.existingSecret, key: metastore.secretKey } },
        },
      ],
      [
        { name: 'METASTORE_PASSWORD', valueFrom: quickwitPasswordRef() },
        {
          name: 'QW_METASTORE_URI',
          value: databaseUrl(quickwitDatabase, 'METASTORE_PASSWORD', quickwitDatabase),
        },
      ],
    ),
  );

/** Name of the ConfigMap with the configuration. */
export const configName = objectName('quickwit-config');
/** The image names no user; Quickwit needs none in particular. */
const user = { uid: 1005, gid: 1005 };

/** What differs between the pods of nodes. */
interface NodePod {
  /** Services of Quickwit that the node runs; all of them unless roles are split. */
  readonly services: string | { readonly whenSplit: string };
  readonly resources: Expr<k8s.ResourceRequirements>;
  /** The volume `data`, where it is no claim of the StatefulSet. */
  readonly volume: DynamicItem<k8s.Volume>;
  readonly connections: readonly ConnectionUse[];
}

/** The pod of a node. */
export const nodePod = (values: QuickwitValues, node: NodePod): Dynamic<k8s.PodSpec> => ({
  ...hardenedPod(user),
  terminationGracePeriodSeconds: values.terminationGracePeriodSeconds,
  initContainers: [privateCaBundle.initContainer, ...connectionInitContainers(node.connections)],
  containers: [
    {
      name: 'quickwit',
      ...containerImage(values.image),
      args: ['run'],
      env: [
        { name: 'QW_CONFIG', value: '/etc/quickwit/quickwit.yaml' },
        { name: 'QW_NODE_ID', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        { name: 'QW_ADVERTISE_ADDRESS', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
        typeof node.services === 'string'
          ? { name: 'QW_ENABLED_SERVICES', value: node.services }
          : when<k8s.EnvVar>(isSplit(values), { name: 'QW_ENABLED_SERVICES', value: node.services.whenSplit }),
        metastoreUri(values),
        when<k8s.EnvVar[]>(usesObjectStore(values), [objectStoreKeys]),
        // Of the object store.
        when<k8s.EnvVar>(hasPrivateCertificates, { name: 'SSL_CERT_FILE', value: caBundlePath }),
        { name: 'RUST_LOG', value: values.logLevel },
        { name: 'NO_COLOR', value: 'true' },
      ],
      ports: [
        { name: 'rest', containerPort: quickwitPorts.rest },
        { name: 'grpc', containerPort: quickwitPorts.grpc },
        { name: 'gossip', containerPort: quickwitPorts.gossip, protocol: 'UDP' },
      ],
      startupProbe: probe(health('livez'), values.startupProbe),
      livenessProbe: probe(health('livez'), values.livenessProbe),
      readinessProbe: probe(health('readyz'), values.readinessProbe),
      resources: node.resources,
      ...hardenedContainer,
      volumeMounts: [
        { name: 'data', mountPath: dataDirectory },
        { name: 'config', mountPath: '/etc/quickwit', readOnly: true },
        { name: 'tmp', mountPath: '/tmp' },
        privateCaBundle.volumeMount,
      ],
    },
  ],
  volumes: [
    node.volume,
    { name: 'config', configMap: { name: configName } },
    { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
    ...privateCaBundle.volumes,
    scriptsVolume,
  ],
});

const health = (what: 'livez' | 'readyz') => ({ httpGet: { path: `/health/${what}`, port: 'rest' } });
