import type { ValueRef } from 'chartkit';
import { eq, oneOf, string, when } from 'chartkit';

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

/** The variables of `loggingValues`. `textName` is what the program calls the form `text`. */
export const loggingEnvironment = (
  values: { readonly logFormat: ValueRef<'json' | 'text'>; readonly logFilter: ValueRef<string> },
  textName = 'text',
): Environment => [
  {
    name: 'LOG_FORMAT',
    value: textName === 'text' ? values.logFormat : when(eq(values.logFormat, 'text'), textName, 'json'),
  },
  { name: 'RUST_LOG', value: values.logFilter },
];
