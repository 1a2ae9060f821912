import type { Dynamic, Expr, k8s } from 'chartkit';
import { release, resources } from 'chartkit';

import { namedJob } from './named-job.js';
import { labels, objectName, selectorLabels } from './names.js';
import type { NetworkDefinition } from './network/network.js';
import type { PodUser } from './pods.js';
import { hardenedContainer, hardenedPod, imagePullSecrets } from './pods.js';

/** When Helm runs a hook of which everything else of the release waits. https://helm.sh/docs/topics/charts_hooks/ */
type HookEvent = 'pre-install' | 'pre-upgrade' | 'pre-rollback';

/** A Job that Helm runs before it touches anything of the release, to make or check what the release needs. */
export interface HookJob {
  /** `app.kubernetes.io/name` of the pods, and name of the container; the objects are called `<fullname>-<name>`. */
  readonly name: string;
  readonly events: readonly HookEvent[];
  /** Place among the hooks: lower ones run first. What the Job needs is made 5 before it, its NetworkPolicy 15. */
  readonly weight: number;
  /** What the pod may do at the Kubernetes API; without any it has no token. */
  readonly rules?: readonly Dynamic<k8s.PolicyRule>[];
  /** Files below `/scripts` in the container. */
  readonly files: Readonly<Record<string, Expr<string>>>;
  readonly user: PodUser;
  readonly container: {
    readonly image: Expr<string>;
    readonly imagePullPolicy: Expr<string>;
    readonly command: readonly string[];
    readonly resources: Expr<k8s.ResourceRequirements>;
  };
  /** Exit codes of the program that no other try heals. */
  readonly finalExitCodes: readonly number[];
}

type Scope = Parameters<typeof resources.job>[0];

/**
 * Helm deletes the objects once they have done their work; those of a Job that failed stay for who looks, and Helm 3.18 and
 * newer print its log. Applied as plain manifests the annotations mean nothing.
 */
const annotations = ({ events }: Pick<HookJob, 'events'>, weight: number): Readonly<Record<string, string>> => ({
  'helm.sh/hook': events.join(','),
  'helm.sh/hook-weight': String(weight),
  'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
});

/** What the pods of the Job do in the network. Their policy is there before them, when nothing else of the release may be. */
export const hookNetwork = (job: Pick<HookJob, 'name' | 'events' | 'weight' | 'rules'>): NetworkDefinition => ({
  pods: job.name,
  outbound: job.rules === undefined ? [] : [{ to: 'kubernetes-api' }],
  policyAnnotations: annotations(job, job.weight - 15),
});

/** Adds the Job with its ServiceAccount, rights and files. */
export function hookJob(scope: Scope, job: HookJob): void {
  const name = objectName(job.name);
  const metadata = { name, labels: labels(job.name), annotations: annotations(job, job.weight - 5) };
  resources.serviceAccount(scope, { metadata, automountServiceAccountToken: false });
  if (job.rules !== undefined) {
    resources.role(scope, { metadata, rules: [...job.rules] });
    resources.roleBinding(scope, {
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace: release.namespace }],
    });
  }
  resources.configMap(scope, { metadata, data: job.files });
  namedJob(scope, {
    name: job.name,
    annotations: { ...annotations(job, job.weight), 'helm.sh/hook-output-log-policy': 'hook-failed' },
    files: job.files,
    spec: {
      backoffLimit: 5,
      podFailurePolicy: { rules: [failsFor(job.finalExitCodes)] },
      template: {
        metadata: { labels: selectorLabels(job.name) },
        spec: {
          // Containers that are started anew lose their log when the Job gives up.
          restartPolicy: 'Never',
          serviceAccountName: name,
          ...hardenedPod(job.user, { usesApi: job.rules !== undefined }),
          imagePullSecrets,
          containers: [
            {
              name: job.name,
              ...job.container,
              command: [...job.container.command],
              ...hardenedContainer,
              volumeMounts: [{ name: 'scripts', mountPath: '/scripts', readOnly: true }],
            },
          ],
          volumes: [{ name: 'scripts', configMap: { name } }],
        },
      },
    },
  });
}

/** A rule with exit codes has no conditions, which the types of Kubernetes 1.28 ask for. */
const failsFor = (values: readonly number[]) =>
  ({
    action: 'FailJob',
    onExitCodes: { operator: 'In', values: [...values] },
  }) as unknown as Dynamic<k8s.PodFailurePolicyRule>;
