import type { AnySchema, Rule, ValueRef } from 'chartkit';
import { boolean, integer, map, object, oneOf, string } from 'chartkit';

import type { Image } from '../image.js';
import { imageValues } from '../image.js';
import type { ImageReference } from '../images.js';
import type { PodValues } from '../pods.js';
import { podValues } from '../pods.js';
import type { ProbeTiming, ProbeTimings } from '../probes.js';
import { probeRules, probeValues } from '../probes.js';
import type { ServiceAccountValues } from '../service-account.js';
import { serviceAccountValues } from '../service-account.js';
import type { AutoscalingValues } from './autoscaling.js';
import { autoscalingRule, autoscalingValues } from './autoscaling.js';

/** What differs between the values of two application services. */
export interface ApplicationDefaults {
  readonly image: ImageReference;
  readonly replicaCount: number;
  readonly maxReplicas: number;
  readonly startupProbe: ProbeTiming;
  readonly livenessProbe: ProbeTiming;
  readonly readinessProbe: ProbeTiming;
}

/** How many pods there are. */
export const podCountValues = (defaults: Pick<ApplicationDefaults, 'replicaCount' | 'maxReplicas'>) => ({
  replicaCount: integer({
    minimum: 0,
    maximum: 100,
    default: defaults.replicaCount,
    description: 'Pods, unless autoscaling is enabled.',
  }),
  autoscaling: autoscalingValues({
    minReplicas: Math.max(1, defaults.replicaCount),
    maxReplicas: defaults.maxReplicas,
  }),
});

/** The values that every application service has. Resources differ in kind, so each service describes its own. */
export const applicationValues = (defaults: ApplicationDefaults) =>
  ({
    image: imageValues(defaults.image),
    ...podCountValues(defaults),
    disruptionBudget: object(
      {
        enabled: boolean({ default: true, description: 'Make a PodDisruptionBudget.' }),
        maxUnavailable: integer({
          minimum: 1,
          maximum: 100,
          default: 1,
          description: 'Pods that may be away at once while nodes are drained.',
        }),
      },
      { description: 'What a drain of nodes may do.' },
    ),
    service: object(
      {
        type: oneOf(['ClusterIP', 'NodePort', 'LoadBalancer'], {
          default: 'ClusterIP',
          description: 'Type of the Service.',
        }),
        annotations: map(string({ format: 'textLines', description: 'Value.' }), {
          keys: 'qualifiedName',
          default: {},
          description: 'Annotations of the Service.',
        }),
      },
      { description: 'The Service in front of the pods.' },
    ),
    serviceAccount: serviceAccountValues,
    startupProbe: probeValues(defaults.startupProbe, 'How long the program may take to start.'),
    livenessProbe: probeValues(defaults.livenessProbe, 'When a pod is restarted.'),
    readinessProbe: probeValues(defaults.readinessProbe, 'When a pod gets no requests.'),
    ...podValues,
  }) as const satisfies Readonly<Record<string, AnySchema>>;

/** The values of `applicationValues` as expressions. */
export interface ApplicationValues extends PodValues, ProbeTimings {
  readonly image: Image;
  readonly replicaCount: ValueRef<number>;
  readonly autoscaling: AutoscalingValues;
  readonly disruptionBudget: ValueRef<{ enabled: boolean; maxUnavailable: number }>;
  readonly service: ValueRef<{ type: 'ClusterIP' | 'NodePort' | 'LoadBalancer'; annotations: Record<string, string> }>;
  readonly serviceAccount: ServiceAccountValues;
}

/** What the values of an application service must fulfil. `key` is its top-level key. */
export const applicationRules = (values: ApplicationValues, key: string): readonly Rule[] => [
  autoscalingRule(values.autoscaling, `${key}.autoscaling`),
  ...probeRules(values),
];
