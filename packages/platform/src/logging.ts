import type { ValueRef } from 'chartkit';
import { oneOf, string } from 'chartkit';

import type { Environment } from './environment.js';

/** Values of the log of a Rust service. `module` is the name of its own log target. */
export const loggingValues = (module: string) => ({
  logFormat: oneOf(['json', 'text'], { default: 'json', description: 'Form of the log.' }),
  logFilter: string({
    format: 'quotableLine',
    minLength: 1,
    default: 'info',
    description: `Log filter (RUST_LOG), such as "info,${module}=debug".`,
  }),
});

/** The variables of `loggingValues`. */
export const loggingEnvironment = (
  values: ValueRef<{ logFormat: 'json' | 'text'; logFilter: string }>,
): Environment => [
  { name: 'LOG_FORMAT', value: values.logFormat },
  { name: 'RUST_LOG', value: values.logFilter },
];
