export {
  caBundle,
  caBundlePath,
  hasPrivateCertificates,
  privateCaBundle,
  trustedCertificatesSlice,
} from './certificates.js';
export { common, commonValues } from './common-values.js';
export { api as apiConnection, apiPort, apiServerUrl } from './connections/api.js';
export {
  auditEventsAvailable,
  auditEventsConnections,
  auditEventsLogin,
  auditEventsNeedCertificates,
  auditEventsSlice,
  auditReader,
  auditReaderPasswordRef,
  hasAuditReader,
} from './connections/audit-events.js';
export {
  apiBackend,
  authProxyClientSecretRef,
  authProxyLogin,
  authProxyPorts,
  authProxyPrefix,
  authProxyRedirectUri,
  authProxySecretName,
  authProxySlice,
} from './connections/auth-proxy.js';
export type { Connection, ConnectionUse } from './connections/connection.js';
export {
  connect,
  connectionEnvironment,
  connectionRules,
  connectionSlices,
  connectionInitContainers,
} from './connections/connection.js';
export {
  grafanaAdminPasswordRef,
  grafanaClientSecretRef,
  grafanaLogin,
  grafanaLoginSlice,
  grafanaPort,
  grafanaRedirectUri,
  grafanaSecretKeyRef,
  grafanaSlice,
} from './connections/grafana.js';
export { embeddingInferenceApi, llmInferenceApi } from './connections/inference.js';
export { natsFor, natsPort, natsServer, natsSlice } from './connections/nats.js';
export {
  accessKeyRef,
  minioPorts,
  objectStore,
  objectStoreKeys,
  objectStoreSlice,
  objectStoreUrl,
  objectStoreWith,
  rootPasswordRef,
  rootUserRef,
  secretAccessKeyRef,
  usesCloudIdentity,
} from './connections/object-store.js';
export { clientSecretRef, dexIssuer, dexPorts, dexSlice, issuerUrl, oidc, oidcSlice } from './connections/oidc.js';
export {
  databaseUrl,
  postgresql,
  postgresqlBackupName,
  postgresqlBackupSlice,
  postgresqlPort,
  postgresqlSlice,
  postgresqlVolumeSlice,
  quickwitPasswordRef,
} from './connections/postgresql.js';
export { prometheus, prometheusPort, prometheusSlice } from './connections/prometheus.js';
export { qdrant, qdrantApiKeyRef, qdrantPorts, qdrantSlice } from './connections/qdrant.js';
export {
  quickwitIndexes,
  quickwitOtlp,
  quickwitPorts,
  quickwitSearch,
  quickwitSearchers,
  quickwitSlice,
} from './connections/quickwit.js';
export { collectorPorts, telemetry, telemetrySlice } from './connections/telemetry.js';
export { valkey, valkeyPasswordRef, valkeyPort, valkeySlice } from './connections/valkey.js';
export { credentialsJob } from './credentials-job.js';
export { drainBeforeStop, drainDelaySeconds } from './draining.js';
export type { Environment, Setting } from './environment.js';
export {
  booleanSetting,
  circuitBreakerSettings,
  countSetting,
  integerSetting,
  millisecondsSetting,
  secondsSetting,
  setting,
  settingsEnvironment,
  settingsValues,
} from './environment.js';
export type { ExtraValues } from './extra-values.js';
export { extraEnvironment, extraValues } from './extra-values.js';
export { allCredentialsSupplied } from './generated-credentials.js';
export type { HookJob } from './hook-job.js';
export { hookJob, hookNetwork } from './hook-job.js';
export type { Image } from './image.js';
export { containerImage, imageValues } from './image.js';
export type { ImageReference } from './images.js';
export { images } from './images.js';
export type { ExposedPath, IngressValues } from './ingress.js';
export { ingressSpec, ingressValues } from './ingress.js';
export type { GpuResources } from './inference/gpu.js';
export { gpuResources, gpuResourcesValues, gpuRules } from './inference/gpu.js';
export type { InferenceService } from './inference/inference-service.js';
export {
  inferenceConnections,
  inferenceNetwork,
  inferenceRules,
  inferenceService,
  inferenceSlices,
} from './inference/inference-service.js';
export type { InferenceDefaults, InferenceValues } from './inference/inference-values.js';
export { inferenceValues } from './inference/inference-values.js';
export { inferenceReservedVariables } from './inference/reserved-variables.js';
export { homeDirectory, sharedClaimRules } from './inference/model-storage.js';
export { installationTest } from './installation-test.js';
export type { Limitation, LimitationName, Limitations, LimitationsValues, LimitedValue } from './limitations.js';
export { hasLimitation, isConfigurable, limitationsOf, limitationsValues, refuseLimited } from './limitations.js';
export { loggingEnvironment, loggingValues } from './logging.js';
export { namedJob } from './named-job.js';
export { fullname, labels, objectName, reservedLabelPrefixes, selectorLabels } from './names.js';
export type { Flow, Party } from './network/flows.js';
export { flowsOf } from './network/flows.js';
export type { Network, NetworkDefinition, NetworkPort, Outside } from './network/network.js';
export type { NetworkedService } from './network/networked-service.js';
export { networkedService } from './network/networked-service.js';
export { networkPolicies } from './network/policies.js';
export { networkPolicySlice } from './network/values.js';
export type { Persistence } from './persistence.js';
export { claimSpec, claimTemplate, claimVolume, persistenceRule, persistenceValues } from './persistence.js';
export { spreadPlacement } from './placement.js';
export type { OwnAnnotations, PodUser, PodValues } from './pods.js';
export { hardenedContainer, hardenedPod, podMetadata, podPlacement, podValues, resourcesValues } from './pods.js';
export type { ProbeTiming, ProbeTimings } from './probes.js';
export { probe, probeRules, probeValues } from './probes.js';
export type { QueueWorker } from './queue-worker/queue-worker.js';
export { queueWorker, queueWorkerRules } from './queue-worker/queue-worker.js';
export { queueWorkerValues } from './queue-worker/values.js';
export type { ScrapedPort } from './scraping.js';
export { scrapeAnnotations } from './scraping.js';
export { script, scriptsConfig, scriptsImage, scriptsSlice, scriptsUser, scriptsVolume } from './scripts.js';
export { existingSecretValue, generatedSecretName, secretKeyRef, secretKeyValue } from './secrets.js';
export type { ServiceAccountValues } from './service-account.js';
export { podServiceAccount, serviceAccountName, serviceAccountValues } from './service-account.js';
export {
  apiDatabaseSlice,
  apiMaxConnections,
  apiPodCounts,
  dexDatabaseSlice,
  quickwitDatabase,
  quickwitMetastoreSlice,
  quickwitUsesDatabase,
} from './slices/database-clients.js';
export { isMoreThan } from './sizes.js';
export { apiSlice, exposedPaths, redirectUri } from './slices/api.js';
export { bucketName, bucketRule, bucketsSlice, isListedBucket } from './slices/buckets.js';
export { encryptionSecret, encryptionSlice, masterKeyRef } from './slices/encryption.js';
export { attributesEnvironment, attributesValues, telemetryEnvironment, telemetryValues } from './telemetry.js';
export type { Tls, TlsValues } from './tls.js';
export { clientTlsValues, tls, tlsValues } from './tls.js';
export { fixedReplicas, upgradeCheck } from './upgrade-check.js';
export type { WaitFor } from './wait-for.js';
export { waitFor } from './wait-for.js';
export type { Application } from './workloads/application.js';
export { application } from './workloads/application.js';
export type { ApplicationDefaults, ApplicationValues } from './workloads/application-values.js';
export { applicationRules, applicationValues } from './workloads/application-values.js';
export type { MetricsEndpoint, ServiceMonitorValues } from './workloads/service-monitor.js';
export {
  notMonitored,
  serviceMonitor,
  serviceMonitorRule,
  serviceMonitorSpec,
  serviceMonitorValues,
} from './workloads/service-monitor.js';
