/** A Deployment that uses much of what charts use. */
export const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { 'app.kubernetes.io/name': 'web' } },
  spec: {
    replicas: 2,
    selector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
    template: {
      metadata: { labels: { 'app.kubernetes.io/name': 'web' } },
      spec: {
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: 'web',
            image: 'docker.io/library/nginx:1.29',
            imagePullPolicy: 'IfNotPresent',
            ports: [
              { name: 'http', containerPort: 8080 },
              { name: 'quic', containerPort: 8080, protocol: 'UDP' },
            ],
            env: [
              { name: 'LOG_LEVEL', value: 'info' },
              { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'web', key: 'password' } } },
            ],
            readinessProbe: { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 5 },
            resources: { requests: { cpu: '500m', memory: '128Mi' }, limits: { cpu: 1.5, memory: '1e9' } },
            volumeMounts: [{ name: 'cache', mountPath: '/cache' }],
          },
        ],
        volumes: [{ name: 'cache', emptyDir: {} }],
      },
    },
  },
};

const metadata = { name: 'web' };
const selector = { matchLabels: { app: 'web' } };
const podTemplate = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } };
const jobTemplate = { ...podTemplate, spec: { ...podTemplate.spec, restartPolicy: 'OnFailure' } };
const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } };
const role = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'web' };
const backend = { service: { name: 'web', port: { name: 'http' } } };

/** One small object of every other kind that the schemas know. */
export const objects = [
  { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'app.yaml': 'a: 1\n' }, binaryData: { logo: 'AAE=' } },
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec: claim },
  { apiVersion: 'v1', kind: 'Pod', metadata, spec: podTemplate.spec },
  { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', stringData: { key: 'value' } },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { type: 'ClusterIP', clusterIP: 'None', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
  },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
  { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata, spec: { selector, template: podTemplate } },
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata,
    spec: { serviceName: 'web', selector, template: podTemplate, volumeClaimTemplates: [{ metadata, spec: claim }] },
  },
  {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata,
    spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } },
  },
  {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata,
    spec: { schedule: '@daily', concurrencyPolicy: 'Forbid', jobTemplate: { spec: { template: jobTemplate } } },
  },
  { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { backoffLimit: 3, template: jobTemplate } },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata,
    spec: { rules: [{ host: 'a.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata,
    spec: { podSelector: selector, policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 'http' }] }] },
  },
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec: { minAvailable: '50%', selector } },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata,
    rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'patch'] }],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata,
    roleRef: role,
    subjects: [{ kind: 'ServiceAccount', name: 'web' }],
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata,
    spec: {
      parentRefs: [{ name: 'gateway', sectionName: 'https' }],
      hostnames: ['*.example.com'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/api' } }],
          filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'X-A', value: 'a' }] } }],
          backendRefs: [{ name: 'web', port: 80 }],
          timeouts: { request: '1m30s' },
        },
      ],
    },
  },
  {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata,
    spec: {
      selector,
      endpoints: [
        {
          port: 'metrics',
          interval: '30s',
          metricRelabelings: [{ action: 'drop', sourceLabels: ['__name__'], regex: 'go_.*' }],
        },
      ],
    },
  },
  {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata,
    spec: {
      groups: [{ name: 'web', rules: [{ alert: 'Down', expr: 'up == 0', for: '5m', labels: { severity: 'page' } }] }],
    },
  },
];
