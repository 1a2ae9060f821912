import { integer, map, object, string } from 'chartkit';

const memory = (byDefault: string, description: string) =>
  string({ format: 'postgresqlMemory', default: byDefault, description });

/** Parameters that have a value of their own. */
const tuned = {
  shared_buffers: memory('512MB', 'Memory for pages of tables: about a quarter of the memory limit.'),
  effective_cache_size: memory('1536MB', 'Memory that the planner expects to hold pages, with that of the node.'),
  maintenance_work_mem: memory('128MB', 'Memory of one VACUUM or CREATE INDEX.'),
  work_mem: memory('16MB', 'Memory of one sort or hash; a statement can have several.'),
  max_connections: integer({
    minimum: 20,
    maximum: 100_000,
    default: 200,
    description: 'Connections at most. They must be enough for all pods that use the server.',
  }),
};

/** Parameters that the chart, the image or the probes rely on, and what is no parameter at all. */
const reserved = [
  'config_file',
  'data_directory',
  'hba_file',
  'ident_file',
  'include',
  'include_dir',
  'include_if_exists',
  'listen_addresses',
  'password_encryption',
  'port',
  'reserved_connections',
  'ssl',
  'ssl_cert_file',
  'ssl_key_file',
  'superuser_reserved_connections',
  'unix_socket_directories',
  ...Object.keys(tuned),
];

/** What can be configured of the server's parameters (https://www.postgresql.org/docs/17/runtime-config.html). */
export const settingsValues = {
  settings: object(tuned, { description: 'Parameters of the server, by their own names.' }),
  extraSettings: map(string({ format: 'quotableLine', description: 'Value of the parameter.' }), {
    keys: 'identifier',
    reserved,
    default: {},
    description:
      'More parameters (https://www.postgresql.org/docs/17/runtime-config.html). An empty one is left to PostgreSQL.',
  }),
};

/** The names of the parameters that have a value of their own. */
export const tunedNames = Object.keys(tuned) as readonly (keyof typeof tuned)[];
