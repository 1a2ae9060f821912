export type { HelmMajor, HelmOracle, OracleAnswer, OracleRequest } from './oracle.js';
export { helmMajors, withOracle } from './oracle.js';
