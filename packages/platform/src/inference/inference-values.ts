import { integer, list, string } from 'chartkit';
import type { ValueRef } from 'chartkit';

import { drainDelaySeconds } from '../draining.js';
import type { ImageReference } from '../images.js';
import type { Limitations, LimitationsValues } from '../limitations.js';
import { limitationsValues } from '../limitations.js';
import type { ApplicationValues } from '../workloads/application-values.js';
import { applicationValues } from '../workloads/application-values.js';
import { serviceMonitorValues } from '../workloads/service-monitor.js';
import type { ServiceMonitorValues } from '../workloads/service-monitor.js';
import { telemetryValues } from '../telemetry.js';
import type { ExtraValues } from '../extra-values.js';
import type { GpuValues } from './gpu.js';
import { gpuValues } from './gpu.js';
import type { HuggingFaceValues } from './hugging-face.js';
import { huggingFaceValues } from './hugging-face.js';
import type { ModelStorageValues } from './model-storage.js';
import { modelStorageValues } from './model-storage.js';

/** What differs between the two inference services. */
export interface InferenceDefaults {
  readonly image: ImageReference;
  readonly limitations: Limitations;
  readonly storageSize: string;
  readonly resources: Parameters<typeof gpuValues>[0];
  /** What the program does with an access token, a sentence. */
  readonly token: string;
}

const identifier = (whose: string) =>
  integer({
    minimum: 1,
    maximum: 2_147_483_647,
    default: 1000,
    description: `${whose} as which the program runs; volumes belong to the group.`,
  });

/** The values that both inference services have. */
export const inferenceValues = ({ image, limitations, storageSize, resources, token }: InferenceDefaults) => ({
  ...applicationValues({
    image,
    replicaCount: 1,
    maxReplicas: 3,
    // The port opens after all models were downloaded and loaded: two hours.
    startupProbe: { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 720 },
    livenessProbe: { periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 4 },
    // A model works for it, and it waits its turn behind other requests: for 30 seconds, then the program says that it is busy.
    readinessProbe: { periodSeconds: 45, timeoutSeconds: 40, failureThreshold: 3 },
  }),
  ...limitationsValues(limitations),
  drainDelaySeconds,
  ...gpuValues(resources),
  runAsUser: identifier('User'),
  runAsGroup: identifier('Group'),
  ...modelStorageValues({ size: storageSize }),
  huggingFace: huggingFaceValues(token),
  corsAllowedOrigins: list(string({ format: 'httpUrl', description: 'An origin.' }), {
    default: [],
    description:
      'Origins of browsers; empty for all, since the service knows no users and only other services call it.',
  }),
  telemetry: telemetryValues,
  serviceMonitor: serviceMonitorValues,
});

/** The values of `inferenceValues`, with those of TLS and the escape hatches, as expressions. */
export interface InferenceValues
  extends
    Omit<ApplicationValues, 'nodeSelector' | 'tolerations'>,
    GpuValues,
    ModelStorageValues,
    ExtraValues,
    LimitationsValues {
  readonly drainDelaySeconds: ValueRef<number>;
  readonly runAsUser: ValueRef<number>;
  readonly runAsGroup: ValueRef<number>;
  readonly huggingFace: HuggingFaceValues;
  readonly corsAllowedOrigins: ValueRef<string[]>;
  readonly telemetry: ValueRef<{
    enabled: boolean;
    logsEnabled: boolean;
    sampleRatio: number;
    resourceAttributes: string;
  }>;
  readonly logFormat: ValueRef<'json' | 'text'>;
  readonly logFilter: ValueRef<string>;
  readonly tls: ValueRef<{ serverSecretName: string }>;
  readonly serviceMonitor: ServiceMonitorValues;
}
