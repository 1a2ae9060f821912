import type { Dynamic, Expr, k8s } from 'chartkit';
import { release, resources, sha256, str, toJson, truncate } from 'chartkit';

import { common } from './common-values.js';
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
  /** The values behind `container`: others make another Job, since one that exists cannot be changed. */
  readonly values: Expr<unknown>;
  /** Exit codes of the program that no other try heals. */
  readonly finalExitCodes: readonly number[];
  /** Start of the constructs' ids in a service that has other objects too. */
  readonly idPrefix?: string;
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
  const options = (kind: string) => ({ id: `${job.idPrefix === undefined ? '' : `${job.idPrefix}-`}${kind}` });
  resources.serviceAccount(scope, { metadata, automountServiceAccountToken: false }, options('serviceaccount'));
  if (job.rules !== undefined) {
    resources.role(scope, { metadata, rules: [...job.rules] }, options('role'));
    resources.roleBinding(
      scope,
      {
        metadata,
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
        subjects: [{ kind: 'ServiceAccount', name, namespace: release.namespace }],
      },
      options('rolebinding'),
    );
  }
  resources.configMap(scope, { metadata, data: job.files }, options('configmap'));
  resources.job(
    scope,
    {
      metadata: {
        ...metadata,
        name: str`${name}-${truncate(8, checksum(job))}`,
        annotations: { ...annotations(job, job.weight), 'helm.sh/hook-output-log-policy': 'hook-failed' },
      },
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
    },
    options('job'),
  );
}

/** A rule with exit codes has no conditions, which the types of Kubernetes 1.28 ask for. */
const failsFor = (values: readonly number[]) =>
  ({
    action: 'FailJob',
    onExitCodes: { operator: 'In', values: [...values] },
  }) as unknown as Dynamic<k8s.PodFailurePolicyRule>;

/** Of everything that may differ between two Jobs of this kind. */
function checksum({ files, values }: HookJob): Expr<string> {
  const { imageRegistry, imagePullSecrets: pullSecrets } = common.global;
  const pulling = str`${imageRegistry} ${toJson(pullSecrets)}`;
  const ofFiles = Object.values(files).reduce((text, content) => str`${text}${sha256(content)} `, str``);
  return sha256(str`${ofFiles}${toJson(values)} ${pulling}`);
}
