import type { k8s } from 'cdk8s-plus-28';

/** Kubernetes structures that may stand in values, with their types; the definitions are in `../kubernetes`. */
export interface KubernetesStructures {
  readonly Affinity: k8s.Affinity;
  readonly Container: k8s.Container;
  readonly EnvFromSource: k8s.EnvFromSource;
  readonly EnvVarSource: k8s.EnvVarSource;
  readonly HostAlias: k8s.HostAlias;
  readonly IngressTLS: k8s.IngressTls;
  readonly LabelSelector: k8s.LabelSelector;
  readonly LocalObjectReference: k8s.LocalObjectReference;
  readonly NetworkPolicyPeer: k8s.NetworkPolicyPeer;
  readonly PodDNSConfig: k8s.PodDnsConfig;
  readonly PodSecurityContext: k8s.PodSecurityContext;
  readonly Quantity: k8s.Quantity;
  readonly ResourceRequirements: k8s.ResourceRequirements;
  readonly SecurityContext: k8s.SecurityContext;
  readonly Toleration: k8s.Toleration;
  readonly TopologySpreadConstraint: k8s.TopologySpreadConstraint;
  readonly Volume: k8s.Volume;
  readonly VolumeMount: k8s.VolumeMount;
  readonly HorizontalPodAutoscalerBehavior: k8s.HorizontalPodAutoscalerBehaviorV2;
  readonly MetricSpec: k8s.MetricSpecV2;
}
