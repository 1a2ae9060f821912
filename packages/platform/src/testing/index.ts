export type { SecretTexts } from './container-environment.js';
export { containerEnvironment } from './container-environment.js';
export type { Contract } from './contract.js';
export { contractProblems, readContract } from './contract.js';
export type { Container, MadePod, PodSpec, Variable } from './pods.js';
export { podsOf } from './pods.js';
export { chartOfServices, kubernetesProblems, namesOf, ofKind, refusalsOf, render } from './render-service.js';
export { unreservedVariables } from './reserved-variables.js';
