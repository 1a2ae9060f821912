export { installationMilliseconds, program } from './program.js';
export { eventually } from './running/eventually.js';
export type { PostgresqlCluster, PostgresqlLogin, ServerOptions } from './running/postgresql.js';
export { createPostgresqlCluster } from './running/postgresql.js';
export { freePorts } from './running/ports.js';
export type { RunningProgram } from './running/start.js';
export { startProgram } from './running/start.js';
export { programNames } from './table.js';
