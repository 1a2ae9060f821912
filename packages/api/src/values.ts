import {
  apiSlice,
  imageValues,
  images,
  podValues,
  probeValues,
  resourcesValues,
  serviceAccountValues,
  settingsValues,
} from '@semantic-explorer/platform';
import { boolean, integer, kubernetes, list, map, number, object, oneOf, string } from 'chartkit';

import {
  batchSettings,
  bearerCacheSettings,
  databaseSettings,
  inferenceSettings,
  qdrantSettings,
  scannerSettings,
  storageSettings,
  telemetrySettings,
} from './settings.js';

const telemetryGroup = settingsValues(telemetrySettings, '');

/** What can be configured of the API. */
export const apiValues = object(
  {
    ...apiSlice.schema.properties,
    enabled: boolean({ default: true, description: 'Deploy the API.' }),
    image: imageValues(images.api),
    replicaCount: integer({
      minimum: 0,
      maximum: 100,
      default: 2,
      description: 'Pods, unless autoscaling is enabled.',
    }),
    corsAllowedOrigins: list(string({ format: 'httpUrl', description: 'An origin.' }), {
      default: [],
      description: 'Origins of browsers beside api.publicUrl.',
    }),
    shutdownTimeoutSeconds: integer({
      minimum: 1,
      maximum: 3600,
      default: 30,
      description: 'How long open requests may take when a pod stops, in seconds. The pod gets 15 seconds more.',
    }),
    usePkce: boolean({ default: true, description: 'Add PKCE to the login.' }),
    natsReplicas: oneOf(['1', '3', '5'], {
      default: '3',
      description: 'Replicas of each stream; not more than there are servers, and the same for every service.',
    }),
    logFormat: oneOf(['json', 'text'], { default: 'json', description: 'Form of the log.' }),
    logFilter: string({
      format: 'quotableLine',
      minLength: 1,
      default: 'info',
      description: 'Log filter (RUST_LOG), such as "info,semantic_explorer=debug".',
    }),
    database: settingsValues(databaseSettings, 'Connections to PostgreSQL.'),
    qdrant: settingsValues(qdrantSettings, 'Connection to Qdrant.'),
    storage: settingsValues(storageSettings, 'Limits of uploads and downloads.'),
    inference: settingsValues(inferenceSettings, 'Connections to the inference services.'),
    batches: settingsValues(batchSettings, 'Sizes of batches.'),
    bearerCache: settingsValues(bearerCacheSettings, 'Cache of tokens in each pod.'),
    scanner: settingsValues(scannerSettings, 'Scanners of datasets.'),
    telemetry: object(
      {
        ...telemetryGroup.properties,
        endpoint: string({
          format: 'baseUrl',
          default: 'http://localhost:4317',
          description: 'OTLP gRPC endpoint; the API sends without TLS.',
        }),
        sampleRatio: number({
          minimum: 0,
          maximum: 1,
          default: 1,
          description: 'Share of the requests that are traced.',
        }),
      },
      { description: 'Traces and logs.' },
    ),
    extraEnvironment: map(string({ format: 'textLines', description: 'Value.' }), {
      keys: 'environmentVariable',
      reservedPrefixes: [
        'DB_',
        'DATABASE_',
        'NATS_',
        'QDRANT_',
        'AWS_',
        'S3_',
        'OIDC_',
        'OTEL_',
        'ENCRYPTION_',
        'EMBEDDING_INFERENCE_',
        'LLM_INFERENCE_',
        'WORKER_',
        'BEARER_',
        'DATASET_SCANNER_',
        'RECONCILIATION_',
        'STUCK_BATCH_',
      ],
      reserved: [
        'HOSTNAME',
        'PORT',
        'CORS_ALLOWED_ORIGINS',
        'SHUTDOWN_TIMEOUT_SECS',
        'PUBLIC_URL',
        'SERVICE_NAME',
        'LOG_FORMAT',
        'RUST_LOG',
        'SSL_CERT_FILE',
      ],
      default: {},
      description: 'More environment variables, by name.',
    }),
    temporaryStorage: string({
      format: 'storageSize',
      default: '4Gi',
      description: 'Size of /tmp, where uploads are spooled.',
    }),
    service: object(
      {
        type: oneOf(['ClusterIP', 'NodePort', 'LoadBalancer'], {
          default: 'ClusterIP',
          description: 'Type of the Service.',
        }),
        port: integer({ minimum: 1, maximum: 65_535, default: 8080, description: 'Port of the Service.' }),
        annotations: map(string({ format: 'textLines', description: 'Value.' }), {
          keys: 'qualifiedName',
          default: {},
          description: 'Annotations of the Service.',
        }),
      },
      { description: 'Service of the API.' },
    ),
    ingress: object(
      {
        enabled: boolean({ default: false, description: 'Make an Ingress.' }),
        className: string({
          format: 'dnsSubdomain',
          allowEmpty: true,
          maxLength: 253,
          default: '',
          description: 'IngressClass; empty for the default one of the cluster.',
        }),
        annotations: map(string({ format: 'textLines', description: 'Value.' }), {
          keys: 'qualifiedName',
          default: {},
          description: 'Annotations of the Ingress.',
        }),
        host: string({ format: 'wildcardHost', allowEmpty: true, default: '', description: 'Host.' }),
        tlsSecretName: string({
          format: 'dnsSubdomain',
          allowEmpty: true,
          maxLength: 253,
          default: '',
          description: 'Secret with the certificate; empty for no TLS.',
        }),
      },
      { description: 'Ingress of the API. It also exposes /metrics without a login.' },
    ),
    autoscaling: object(
      {
        enabled: boolean({
          default: false,
          description: 'Let a HorizontalPodAutoscaler decide how many pods there are.',
        }),
        minReplicas: integer({ minimum: 1, maximum: 100, default: 2, description: 'Pods at least.' }),
        maxReplicas: integer({ minimum: 1, maximum: 100, default: 6, description: 'Pods at most.' }),
        targetCpuUtilizationPercentage: integer({
          minimum: 1,
          maximum: 1000,
          default: 80,
          description: 'CPU use that is aimed at, in percent of the request.',
        }),
      },
      { description: 'Autoscaling by CPU.' },
    ),
    serviceAccount: serviceAccountValues,
    resources: resourcesValues({ requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '1Gi' } }),
    startupProbe: probeValues(
      { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 60 },
      'How long the API may take to start: it migrates the database first.',
    ),
    livenessProbe: probeValues(
      { periodSeconds: 15, timeoutSeconds: 3, failureThreshold: 4 },
      'When a pod is restarted.',
    ),
    readinessProbe: probeValues(
      { periodSeconds: 10, timeoutSeconds: 8, failureThreshold: 3 },
      'When a pod gets no requests. Its checks wait for the database for up to api.database.acquireTimeoutSeconds.',
    ),
    ...podValues,
    extraVolumes: list(kubernetes('Volume', { description: 'A volume.' }), {
      default: [],
      description: 'More volumes of the pods.',
    }),
    extraVolumeMounts: list(kubernetes('VolumeMount', { description: 'A mount.' }), {
      default: [],
      description: 'More mounts of the container.',
    }),
  },
  { description: 'The API and its user interface.' },
);
