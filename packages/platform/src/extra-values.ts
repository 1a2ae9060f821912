import type { Expr, k8s } from 'chartkit';
import { entries, kubernetes, list, map, string } from 'chartkit';

import type { Environment } from './environment.js';

/**
 * Values by which a deployer adds to a container what the chart does not know. Variables that the chart sets itself are
 * reserved: given twice, one of them would be lost.
 */
export const extraValues = (reserved: { readonly names: readonly string[]; readonly prefixes: readonly string[] }) => ({
  extraEnvironment: map(string({ format: 'textLines', description: 'Value.' }), {
    keys: 'environmentVariable',
    reserved: reserved.names,
    reservedPrefixes: reserved.prefixes,
    default: {},
    description: 'More environment variables, by name.',
  }),
  extraEnvironmentFrom: list(kubernetes('EnvFromSource', { description: 'A Secret or ConfigMap.' }), {
    default: [],
    description: 'Secrets and ConfigMaps whose keys become environment variables. What the chart sets goes over them.',
  }),
  extraVolumes: list(kubernetes('Volume', { description: 'A volume.' }), {
    default: [],
    description: 'More volumes of the pods.',
  }),
  extraVolumeMounts: list(kubernetes('VolumeMount', { description: 'A mount.' }), {
    default: [],
    description: 'More mounts of the container.',
  }),
});

/** The values of `extraValues` as expressions. */
export interface ExtraValues {
  readonly extraEnvironment: Expr<Record<string, string>>;
  readonly extraEnvironmentFrom: Expr<k8s.EnvFromSource[]>;
  readonly extraVolumes: Expr<k8s.Volume[]>;
  readonly extraVolumeMounts: Expr<k8s.VolumeMount[]>;
}

/** The variables of `extraEnvironment`. */
export const extraEnvironment = (values: ExtraValues): Environment => [
  entries(values.extraEnvironment, (name, value) => ({ name, value })),
];
