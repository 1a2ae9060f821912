import type { KubernetesDefinitionName } from '../definitions.js';

/** A structure as its documentation shows it, and one that has a mistake. */
export interface Example {
  readonly good: unknown;
  readonly bad: unknown;
}

const selector = { matchLabels: { 'app.kubernetes.io/name': 'web' } };

/** https://kubernetes.io/docs/concepts/ and https://gateway-api.sigs.k8s.io/ */
export const examples = {
  Affinity: {
    good: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: { labelSelector: selector, topologyKey: 'kubernetes.io/hostname' } },
        ],
      },
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'gpu', operator: 'In', values: ['a100'] }] }],
        },
      },
    },
    bad: { nodeAfinity: {} },
  },
  Container: {
    good: {
      name: 'proxy',
      image: 'envoy:1',
      imagePullPolicy: 'IfNotPresent',
      ports: [{ containerPort: 8080, name: 'http', protocol: 'TCP' }],
      env: [{ name: 'A', value: '' }],
      lifecycle: { preStop: { sleep: { seconds: 5 } } },
    },
    bad: { name: 'proxy', imagePullPolicy: 'always' },
  },
  EnvFromSource: { good: { prefix: 'DB_', secretRef: { name: 'db' } }, bad: { secretRef: 'db' } },
  EnvVar: {
    good: { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
    bad: { name: 'PORT', value: 80 },
  },
  EnvVarSource: {
    good: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } },
    bad: { secretKeyRef: { name: 's' } },
  },
  HorizontalPodAutoscalerBehavior: {
    good: { scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] } },
    bad: { scaleDown: { policies: [{ type: 'Pods', value: 1 }] } },
  },
  HostAlias: { good: { ip: '10.0.0.1', hostnames: ['db.internal'] }, bad: { hostnames: ['db.internal'] } },
  IngressTLS: { good: { hosts: ['a.example.com'], secretName: 'tls' }, bad: { host: 'a.example.com' } },
  LabelSelector: {
    good: { ...selector, matchExpressions: [{ key: 'tier', operator: 'Exists' }] },
    bad: { matchLabels: { version: 1.2 } },
  },
  LocalObjectReference: { good: { name: 'pull-secret' }, bad: 'pull-secret' },
  MetricSpec: {
    good: { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
    bad: { type: 'Resource', resource: { name: 'cpu', target: { averageUtilization: 80 } } },
  },
  NetworkPolicyPeer: {
    good: { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
    bad: { ipBlock: '10.0.0.0/8' },
  },
  ParentReference: {
    good: { name: 'gateway', namespace: 'infra', sectionName: 'https', port: 443 },
    bad: { name: 'gateway', port: 70000 },
  },
  PersistentVolumeAccessModes: { good: ['ReadWriteOnce'], bad: ['ReadWriteonce'] },
  PersistentVolumeClaimSpec: {
    good: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '100Gi' } } },
    bad: { accessModes: ['ReadWriteOnce'], size: '100Gi' },
  },
  PodDNSConfig: {
    good: { nameservers: ['1.1.1.1'], options: [{ name: 'ndots', value: '2' }] },
    bad: { nameserver: [] },
  },
  PodSecurityContext: {
    good: {
      runAsNonRoot: true,
      fsGroup: 65532,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
    bad: { fsGroup: '65532' },
  },
  Probe: {
    good: { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 10, failureThreshold: 3 },
    bad: { httpGet: { path: '/healthz' } },
  },
  ResourceRequirements: {
    good: { requests: { cpu: '500m', memory: '1.5Gi' }, limits: { cpu: 2, 'nvidia.com/gpu': 1 } },
    bad: { limits: { memory: '10 GB' } },
  },
  SecurityContext: {
    good: { readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] }, runAsUser: 65532 },
    bad: { readOnlyRootFileSystem: true },
  },
  Toleration: {
    good: { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 60 },
    bad: { key: 'nvidia.com/gpu', operator: 'Exist' },
  },
  TopologySpreadConstraint: {
    good: {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: selector,
    },
    bad: { maxSkew: 1, topologyKey: 'kubernetes.io/hostname' },
  },
  Volume: {
    good: { name: 'cache', emptyDir: { medium: 'Memory', sizeLimit: '512Mi' } },
    bad: { name: 'cache', emptydir: {} },
  },
  VolumeMount: {
    good: { name: 'cache', mountPath: '/cache', readOnly: false },
    bad: { name: 'cache', mountpath: '/cache' },
  },
  VolumeResourceRequirements: { good: { requests: { storage: '8Gi' } }, bad: { requests: { storage: '8GiB' } } },
} as const satisfies Partial<Record<KubernetesDefinitionName, Example>>;
