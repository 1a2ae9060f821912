import type { Chart } from 'cdk8s';
import type { Dynamic, DynamicItem, k8s, Rule } from 'chartkit';
import { add, join, ne, not, optional, when } from 'chartkit';

import { connect, connectionEnvironment } from '../connections/connection.js';
import { telemetry } from '../connections/telemetry.js';
import { drainBeforeStop } from '../draining.js';
import type { Environment } from '../environment.js';
import { extraEnvironment } from '../extra-values.js';
import { containerImage } from '../image.js';
import type { Limitations } from '../limitations.js';
import { refuseLimited } from '../limitations.js';
import { loggingEnvironment } from '../logging.js';
import type { NetworkDefinition } from '../network/network.js';
import { spreadPlacement } from '../placement.js';
import { hardenedContainer, hardenedPod } from '../pods.js';
import { probe } from '../probes.js';
import { scriptsSlice, scriptsVolume } from '../scripts.js';
import { telemetryEnvironment } from '../telemetry.js';
import { tls } from '../tls.js';
import { application } from '../workloads/application.js';
import { applicationRules } from '../workloads/application-values.js';
import { serviceMonitorRule } from '../workloads/service-monitor.js';
import { gpuPlacement, gpuResources, gpuRules } from './gpu.js';
import { huggingFaceEnvironment, offlineRules } from './hugging-face.js';
import type { InferenceValues } from './inference-values.js';
import { linkModelCache, modelClaims, modelMounts, modelVolumes, sharedClaimRules } from './model-storage.js';
import type { Proof } from './readiness.js';
import { modelAnswers } from './readiness.js';

/** What makes one inference service different from another. */
export interface InferenceService {
  /** Name of the service and of its container. */
  readonly name: string;
  readonly port: number;
  readonly values: InferenceValues;
  /** Variables that only this program reads. */
  readonly environment: Environment;
  /** How a pod proves that it can serve. */
  readonly proof: Pick<Proof, 'path' | 'fields' | 'model'>;
  readonly volumes?: readonly DynamicItem<k8s.Volume>[];
  readonly volumeMounts?: readonly DynamicItem<k8s.VolumeMount>[];
  readonly volumeClaimTemplates?: readonly DynamicItem<k8s.KubePersistentVolumeClaimProps>[];
}

/** What every inference service uses. */
export const inferenceConnections = [connect(telemetry, { waits: false })];

/** The slices of values that every inference service uses. */
export const inferenceSlices = [scriptsSlice];

/** What the pods of an inference service do in the network: they fetch models unless those are there. */
export const inferenceNetwork = (values: InferenceValues, port: number): NetworkDefinition => ({
  scraped: [{ port }],
  opened: [{ port, when: ne(values.service.type, 'ClusterIP') }],
  outbound: [{ to: 'internet', when: not(values.huggingFace.offline) }],
});

/** What the values of an inference service must fulfil. */
export const inferenceRules = (values: InferenceValues, limitations: Limitations): readonly Rule[] => [
  ...applicationRules(values, limitations.key),
  serviceMonitorRule(values.serviceMonitor),
  ...gpuRules(values, limitations.key),
  ...sharedClaimRules(values.persistence, `${limitations.key}.persistence`, values),
  ...offlineRules(values.huggingFace, values.persistence.existingClaim, limitations.key),
  ...refuseLimited(limitations, values, 'tlsServer', {
    value: values.tls.serverSecretName,
    given: values.tls.serverSecretName,
  }),
  ...refuseLimited(limitations, values, 'cpuOnly', { value: values.gpu.enabled, given: not(values.gpu.enabled) }),
  ...refuseLimited(limitations, values, 'tlsTelemetry', telemetry.externalTls),
];

/** The objects of an inference service. */
export function inferenceService(scope: Chart, definition: InferenceService): void {
  const { name, port, values } = definition;
  application(scope, {
    name,
    values,
    ports: [{ name: 'http', port, targetPort: 'http' }],
    pod: pod(definition),
    volumeClaimTemplates: [...modelClaims(values), ...(definition.volumeClaimTemplates ?? [])],
    claimRetention: values.persistence.retentionPolicy,
    metrics: {
      endpoint: { port: 'http', path: '/metrics', https: values.tls.serverSecretName },
      serviceMonitor: values.serviceMonitor,
    },
  });
}

function pod(definition: InferenceService): Dynamic<k8s.PodSpec> {
  const { name, port, values, proof } = definition;
  const { volumes, volumeMounts, probeScheme } = tls(values.tls);
  const isAlive = { httpGet: { path: '/health/live', port: 'http', scheme: probeScheme } };
  const { timeoutSeconds } = values.readinessProbe;
  return {
    ...hardenedPod({ uid: values.runAsUser, gid: values.runAsGroup }),
    // The server waits 30 seconds for open requests (contract: grace), and then closes what is left.
    terminationGracePeriodSeconds: add(values.drainDelaySeconds, 45),
    initContainers: [linkModelCache],
    containers: [
      {
        name,
        ...containerImage(values.image),
        env: environment(definition),
        envFrom: optional(values.extraEnvironmentFrom),
        ports: [{ name: 'http', containerPort: port }],
        startupProbe: probe(isAlive, values.startupProbe),
        livenessProbe: probe(isAlive, values.livenessProbe),
        readinessProbe: probe(
          modelAnswers({ ...proof, port, https: values.tls.serverSecretName, timeoutSeconds }),
          values.readinessProbe,
        ),
        lifecycle: drainBeforeStop(values.drainDelaySeconds),
        resources: gpuResources(values),
        ...hardenedContainer,
        volumeMounts: [...modelMounts, ...(definition.volumeMounts ?? []), ...volumeMounts, values.extraVolumeMounts],
      },
    ],
    volumes: [...modelVolumes(values), ...(definition.volumes ?? []), ...volumes, scriptsVolume, values.extraVolumes],
    ...spreadPlacement(name, values),
    ...gpuPlacement(values),
  };
}

const environment = ({ name, values, environment: own }: InferenceService): Environment => [
  ...connectionEnvironment(inferenceConnections),
  ...own,
  ...huggingFaceEnvironment(values.huggingFace),
  when<k8s.EnvVar>(values.corsAllowedOrigins, {
    name: 'CORS_ALLOWED_ORIGINS',
    value: join(',', values.corsAllowedOrigins),
  }),
  { name: 'SERVICE_NAME', value: name },
  ...telemetryEnvironment(values.telemetry),
  ...loggingEnvironment(values, 'pretty'),
  ...tls(values.tls).environment,
  ...extraEnvironment(values),
];
