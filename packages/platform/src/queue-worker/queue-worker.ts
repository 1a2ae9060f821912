import type { Chart } from 'cdk8s';
import type { Dynamic, Expr, k8s, Rule } from 'chartkit';
import { add, optional, when } from 'chartkit';

import type { CaBundle } from '../certificates.js';
import { caBundlePath, hasPrivateCertificates } from '../certificates.js';
import type { ConnectionUse } from '../connections/connection.js';
import { connectionEnvironment, connectionInitContainers } from '../connections/connection.js';
import { telemetry } from '../connections/telemetry.js';
import type { Environment } from '../environment.js';
import { settingsEnvironment } from '../environment.js';
import { extraEnvironment } from '../extra-values.js';
import { containerImage } from '../image.js';
import type { Limitations } from '../limitations.js';
import { refuseLimited } from '../limitations.js';
import { loggingEnvironment } from '../logging.js';
import { spreadPlacement } from '../placement.js';
import { hardenedContainer, hardenedPod } from '../pods.js';
import { probe } from '../probes.js';
import { scriptsVolume } from '../scripts.js';
import { attributesEnvironment } from '../telemetry.js';
import { tls } from '../tls.js';
import { application } from '../workloads/application.js';
import { applicationRules } from '../workloads/application-values.js';
import type { QueueWorkerValues } from './values.js';
import { embeddingSettings, jobSettings } from './values.js';

/** Uid and gid of the user `appuser` of the images (contract: image.user). */
const user = { uid: 10001, gid: 10001 };

/** What makes one worker different from another. */
export interface QueueWorker {
  /** Name of the service, which is also what it calls itself in telemetry. */
  readonly name: string;
  readonly values: QueueWorkerValues;
  readonly connections: readonly ConnectionUse[];
  /** Port of its health endpoint. */
  readonly healthPort: number;
  /** Variables of this worker alone. */
  readonly environment: Environment;
  /** Where its certificate authorities come from. */
  readonly authorities: CaBundle;
  /** The file with authorities in its image; absent when it has none. */
  readonly ownAuthorities?: string;
}

/** Where the program finds its authorities: always in the bundle, or only if there are private ones. */
const authoritiesFile = ({ ownAuthorities }: QueueWorker): Expr<string> | string =>
  ownAuthorities === undefined ? caBundlePath : when(hasPrivateCertificates, caBundlePath, ownAuthorities);

const environmentOf = (worker: QueueWorker): Environment => {
  const { name, values, connections, healthPort, environment } = worker;
  return [
    ...connectionEnvironment(connections),
    ...environment,
    ...settingsEnvironment(jobSettings, values.jobs),
    ...settingsEnvironment(embeddingSettings, values.embedding),
    { name: 'HEALTH_CHECK_PORT', value: String(healthPort) },
    { name: 'SERVICE_NAME', value: name },
    ...attributesEnvironment(values.telemetry),
    ...loggingEnvironment(values),
    ...tls(values.tls).environment,
    { name: 'SSL_CERT_FILE', value: authoritiesFile(worker) },
    when<k8s.EnvVar>(hasPrivateCertificates, { name: 'TLS_CA_CERT_PATH', value: caBundlePath }),
    ...extraEnvironment(values),
  ];
};

/** What the values of a worker must fulfil. */
export const queueWorkerRules = (values: QueueWorkerValues, limitations: Limitations): readonly Rule[] => [
  ...applicationRules(values, limitations.key),
  ...refuseLimited(limitations, values, 'tlsTelemetry', telemetry.externalTls),
];

/** The objects of a worker: it answers on a health port only, and sends its metrics itself. */
export function queueWorker(scope: Chart, worker: QueueWorker): void {
  const { name, values, healthPort } = worker;
  application(scope, {
    name,
    values,
    ports: [{ name: 'health', port: healthPort, targetPort: 'health' }],
    pod: pod(worker),
  });
}

function pod(worker: QueueWorker): Dynamic<k8s.PodSpec> {
  const { name, values, connections, healthPort, authorities } = worker;
  const certificates = tls(values.tls);
  const answers = (path: string) => ({ httpGet: { path, port: 'health' } });
  return {
    ...hardenedPod(user),
    terminationGracePeriodSeconds: add(values.jobs.shutdownTimeoutSeconds, 15),
    initContainers: [authorities.initContainer, ...connectionInitContainers(connections)],
    containers: [
      {
        name,
        ...containerImage(values.image),
        env: environmentOf(worker),
        envFrom: optional(values.extraEnvironmentFrom),
        ports: [{ name: 'health', containerPort: healthPort }],
        startupProbe: probe(answers('/healthz'), values.startupProbe),
        livenessProbe: probe(answers('/healthz'), values.livenessProbe),
        readinessProbe: probe(answers('/readyz'), values.readinessProbe),
        resources: values.resources,
        ...hardenedContainer,
        volumeMounts: [...certificates.volumeMounts, authorities.volumeMount, values.extraVolumeMounts],
      },
    ],
    volumes: [...certificates.volumes, ...authorities.volumes, scriptsVolume, values.extraVolumes],
    ...spreadPlacement(name, values),
  };
}
