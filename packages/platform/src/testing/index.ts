export type { SecretTexts } from './container-environment.js';
export { containerEnvironment } from './container-environment.js';
export type { Contract } from './contract/contract.js';
export { readContract } from './contract/contract.js';
export { contractProblems } from './contract/contract-problems.js';
export { jobChanges, unnoticedJobChanges } from './job-changes.js';
export type { TestedApplication } from './describe-application.js';
export { describeApplication, describeQueueWorker } from './describe-application.js';
export type { Container, MadePod, PodSpec, Variable } from './pods.js';
export { generatedSecret, podsOf, variablesOf, waitsOf } from './pods.js';
export { natsClient } from './nats-client.js';
export type { ProbeRun } from './probe-command.js';
export { runReadinessProbe } from './probe-command.js';
export {
  chartOfServices,
  kubernetesProblems,
  namesOf,
  ofKind,
  ofService,
  refusalsOf,
  render,
} from './render-service.js';
export type { Certificate } from '../scripts/testing/certificate.js';
export { makeCertificate } from '../scripts/testing/certificate.js';
export { scriptPath } from '../scripts/testing/run-script.js';
export { unreservedVariables } from './reserved-variables.js';
export { shows } from './shows.js';
export { upgradeHindrances } from './upgrade-hindrances.js';
