import type { Dynamic, Expr, Plain, k8s } from 'chartkit';
import { kubernetes, list, map, optional, string } from 'chartkit';

import { common } from './common-values.js';
import { reservedLabelPrefixes, selectorLabels } from './names.js';
import { reservedPodAnnotationPrefixes } from './scraping.js';

/** Values that say on which nodes pods run: anywhere, unless a service has other defaults. */
export const nodeValues = (
  defaults: {
    readonly nodeSelector?: Readonly<Record<string, string>>;
    readonly tolerations?: readonly Plain<k8s.Toleration>[];
  } = {},
) => ({
  nodeSelector: map(string({ format: 'labelValue', description: 'Value of the label.' }), {
    keys: 'qualifiedName',
    default: defaults.nodeSelector ?? {},
    description: 'Labels that a node must have.',
  }),
  tolerations: list(kubernetes('Toleration', { description: 'A toleration.' }), {
    default: defaults.tolerations ?? [],
    description: 'Taints of nodes that the pods tolerate.',
  }),
});

/** Values of every pod: where it runs, and escape hatches. */
export const podValues = {
  podLabels: map(string({ format: 'labelValue', description: 'Value.' }), {
    keys: 'qualifiedName',
    reservedPrefixes: reservedLabelPrefixes,
    default: {},
    description: 'More labels of the pods.',
  }),
  podAnnotations: map(string({ format: 'textLines', description: 'Value.' }), {
    keys: 'qualifiedName',
    reservedPrefixes: reservedPodAnnotationPrefixes,
    default: {},
    description: 'More annotations of the pods.',
  }),
  ...nodeValues(),
  affinity: kubernetes('Affinity', {
    default: {},
    description:
      'Affinity of the pods to nodes and to other pods, in place of a wish for different nodes where there is one.',
  }),
  topologySpreadConstraints: list(kubernetes('TopologySpreadConstraint', { description: 'A constraint.' }), {
    default: [],
    description: 'How the pods spread over nodes and zones.',
  }),
  priorityClassName: string({
    format: 'dnsSubdomain',
    allowEmpty: true,
    maxLength: 253,
    default: '',
    description: 'PriorityClass of the pods.',
  }),
} as const;

/** The values of `podValues` as expressions. */
export interface PodValues {
  readonly podLabels: Expr<Record<string, string>>;
  readonly podAnnotations: Expr<Record<string, string>>;
  readonly nodeSelector: Expr<Record<string, string>>;
  readonly tolerations: Expr<k8s.Toleration[]>;
  readonly affinity: Expr<k8s.Affinity>;
  readonly topologySpreadConstraints: Expr<k8s.TopologySpreadConstraint[]>;
  readonly priorityClassName: Expr<string>;
}

/** Annotations that the chart sets itself: checksums of configuration, and where metrics are. */
export type OwnAnnotations = Readonly<Record<`checksum/${string}` | `prometheus.io/${string}`, Expr<string> | string>>;

/** Metadata of a pod template. */
export const podMetadata = (
  service: string,
  values: PodValues,
  annotations: OwnAnnotations = {},
): Dynamic<k8s.ObjectMeta> => ({
  // No version among them: a new version of the chart alone restarts nothing.
  labels: { ...selectorLabels(service), 'app.kubernetes.io/part-of': 'semantic-explorer', ...values.podLabels },
  annotations: { ...annotations, ...values.podAnnotations },
});

/** Who the processes of a pod are. Uid and gid are those of the image's user; the group also owns the volumes. */
export interface PodUser {
  readonly uid: number | Expr<number>;
  readonly gid: number | Expr<number>;
}

/**
 * The part of a pod that makes it comply with the Pod Security Standard "restricted", and keeps Kubernetes from putting
 * a token or Service addresses into it. https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export const hardenedPod = ({ uid, gid }: PodUser, options: { readonly usesApi?: boolean | Expr<boolean> } = {}) => ({
  automountServiceAccountToken: options.usesApi ?? false,
  enableServiceLinks: false,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: uid,
    runAsGroup: gid,
    fsGroup: gid,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  },
});

/** The part of every container that makes it comply with "restricted"; only mounted volumes can be written. */
export const hardenedContainer = {
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  },
} as const;

/** How the images of every pod are pulled. */
export const imagePullSecrets = optional(common.global.imagePullSecrets as Expr<k8s.LocalObjectReference[]>);

/** Where the pods of a service may run, and how their images are pulled. */
export const podPlacement = (values: PodValues) => ({
  imagePullSecrets,
  nodeSelector: optional(values.nodeSelector),
  tolerations: optional(values.tolerations),
  affinity: optional(values.affinity),
  topologySpreadConstraints: optional(values.topologySpreadConstraints),
  priorityClassName: optional(values.priorityClassName),
});

/** Resources of a container. */
export const resourcesValues = (
  defaults: Plain<k8s.ResourceRequirements>,
  description = 'Requests and limits of the container.',
) => kubernetes('ResourceRequirements', { default: defaults, description });
