import type { k8s } from 'cdk8s-plus-28';
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

import { ChartkitError } from '../errors.js';
import type { Dynamic } from '../expr/dynamic.js';
import type { Expr } from '../expr/expr.js';
import { isExpr } from '../expr/expr.js';

/** Options of a resource. */
export interface ResourceOptions {
  /**
   * Name of the construct and of the template's file.
   *
   * @default the kind in lower case
   */
  readonly id?: string;
  /** The object is there only if this holds. */
  readonly when?: Expr<unknown>;
}

// cdk8s makes `instanceof` true for every ApiObject, so the condition is looked up instead.
const conditions = new WeakMap<ApiObject, Expr<unknown>>();

/** The condition under which an object is there, if it has one. */
export const conditionOf = (object: ApiObject): Expr<unknown> | undefined => conditions.get(object);

/** Adds an object of one kind to a chart. */
export type ResourceKind<Props> = (scope: Construct, props: Dynamic<Props>, options?: ResourceOptions) => ApiObject;

function kind<Props>(apiVersion: string, name: string): ResourceKind<Props> {
  return (scope, props, { id = name.toLowerCase(), when } = {}) => {
    refuseNull(props, `${scope.node.path}/${id}`);
    const object = new ApiObject(scope, id, { apiVersion, kind: name, ...(props as object) });
    if (when !== undefined) conditions.set(object, when);
    return object;
  };
}

/** cdk8s leaves out what is null without a word; in Kubernetes a null may mean something. */
function refuseNull(value: unknown, location: string, path: readonly string[] = []): void {
  if (value === null) {
    throw new ChartkitError({
      code: 'unsupported-value',
      problem: `null stands at "${path.join('.')}" and is not a value of a manifest`,
      location,
      remedy: 'Leave the field out',
    });
  }
  if (typeof value !== 'object' || isExpr(value)) return;
  for (const [key, field] of Object.entries(value)) refuseNull(field, location, [...path, key]);
}

/** Objects of a kind that this file does not know, such as those of a custom resource definition. */
export const customResource = kind;

export const configMap = kind<k8s.KubeConfigMapProps>('v1', 'ConfigMap');
export const cronJob = kind<k8s.KubeCronJobProps>('batch/v1', 'CronJob');
export const deployment = kind<k8s.KubeDeploymentProps>('apps/v1', 'Deployment');
export const horizontalPodAutoscaler = kind<k8s.KubeHorizontalPodAutoscalerV2Props>(
  'autoscaling/v2',
  'HorizontalPodAutoscaler',
);
export const ingress = kind<k8s.KubeIngressProps>('networking.k8s.io/v1', 'Ingress');
export const job = kind<k8s.KubeJobProps>('batch/v1', 'Job');
export const networkPolicy = kind<k8s.KubeNetworkPolicyProps>('networking.k8s.io/v1', 'NetworkPolicy');
export const persistentVolumeClaim = kind<k8s.KubePersistentVolumeClaimProps>('v1', 'PersistentVolumeClaim');
export const pod = kind<k8s.KubePodProps>('v1', 'Pod');
export const podDisruptionBudget = kind<k8s.KubePodDisruptionBudgetProps>('policy/v1', 'PodDisruptionBudget');
export const role = kind<k8s.KubeRoleProps>('rbac.authorization.k8s.io/v1', 'Role');
export const roleBinding = kind<k8s.KubeRoleBindingProps>('rbac.authorization.k8s.io/v1', 'RoleBinding');
export const secret = kind<k8s.KubeSecretProps>('v1', 'Secret');
export const serviceAccount = kind<k8s.KubeServiceAccountProps>('v1', 'ServiceAccount');
export const statefulSet = kind<k8s.KubeStatefulSetProps>('apps/v1', 'StatefulSet');
/** A Kubernetes Service; `service` is what a package contributes to a chart. */
export const kubernetesService = kind<k8s.KubeServiceProps>('v1', 'Service');
