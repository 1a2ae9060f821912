import type { Dynamic, Expr, k8s, Rule, ValueRef } from 'chartkit';
import { boolean, gt, integer, object, rule, str } from 'chartkit';

/** The values of an autoscaler. */
export const autoscalingValues = (defaults: { readonly minReplicas: number; readonly maxReplicas: number }) =>
  object(
    {
      enabled: boolean({
        default: false,
        description: 'Let a HorizontalPodAutoscaler decide how many pods there are.',
      }),
      minReplicas: integer({ minimum: 1, maximum: 100, default: defaults.minReplicas, description: 'Pods at least.' }),
      maxReplicas: integer({ minimum: 1, maximum: 100, default: defaults.maxReplicas, description: 'Pods at most.' }),
      targetCpuUtilizationPercentage: integer({
        minimum: 1,
        maximum: 1000,
        default: 80,
        description: 'CPU use that is aimed at, in percent of the request.',
      }),
    },
    { description: 'Autoscaling by CPU.' },
  );

/** The values of an autoscaler as expressions. */
export type AutoscalingValues = ValueRef<{
  enabled: boolean;
  minReplicas: number;
  maxReplicas: number;
  targetCpuUtilizationPercentage: number;
}>;

/** The specification of an autoscaler of a StatefulSet. */
export const autoscalerSpec = (
  values: AutoscalingValues,
  statefulSetName: Expr<string>,
): Dynamic<k8s.HorizontalPodAutoscalerSpecV2> => ({
  scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: statefulSetName },
  minReplicas: values.minReplicas,
  maxReplicas: values.maxReplicas,
  metrics: [
    {
      type: 'Resource',
      resource: {
        name: 'cpu',
        target: { type: 'Utilization', averageUtilization: values.targetCpuUtilizationPercentage },
      },
    },
  ],
});

/** What an autoscaler's values must fulfil. `path` is where they stand, such as `api.autoscaling`. */
export const autoscalingRule = (values: AutoscalingValues, path: string): Rule =>
  rule(
    values.maxReplicas,
    gt(values.minReplicas, values.maxReplicas),
    str`must be at least ${path}.minReplicas (${values.minReplicas})`,
  );
