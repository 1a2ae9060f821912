import type { Manifest } from 'chartkit';
import type { NetworkPolicy, PodEndpoint, Port } from 'network-policies';

/** Pods of the release as ends of connections, with the ports that they declare. */
export interface ReleasePod {
  /** `app.kubernetes.io/name` */
  readonly name: string;
  readonly owner: Manifest;
  readonly endpoint: PodEndpoint;
  readonly ports: readonly Port[];
  readonly annotations: Readonly<Record<string, string>>;
}

interface WorkloadSpec {
  readonly template?: Template;
  /** Of a CronJob. */
  readonly jobTemplate?: { readonly spec: { readonly template: Template } };
}
interface Template {
  readonly metadata: {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: { readonly containers: readonly { readonly ports?: readonly ContainerPort[] }[] };
}
interface ContainerPort {
  readonly name: string;
  readonly containerPort: number;
  readonly protocol?: Port['protocol'];
}

const namespaceLabels = (namespace: string) => ({ 'kubernetes.io/metadata.name': namespace });

/** The pods that objects make, and those among them. */
export const releasePods = (objects: readonly Manifest[], namespace: string): readonly ReleasePod[] =>
  objects.flatMap((owner) => {
    const { template: direct, jobTemplate } = (owner['spec'] ?? {}) as WorkloadSpec;
    const itself = owner['kind'] === 'Pod' ? (owner as unknown as Template) : undefined;
    const template = itself ?? direct ?? jobTemplate?.spec.template;
    if (template === undefined) return [];
    const { labels, annotations = {} } = template.metadata;
    const ports = template.spec.containers.flatMap((container) => container.ports ?? []);
    const namedPorts = Object.fromEntries(ports.map(({ name, containerPort }) => [name, containerPort]));
    return [
      {
        name: labels['app.kubernetes.io/name'] ?? '',
        owner,
        annotations,
        endpoint: { namespace, namespaceLabels: namespaceLabels(namespace), labels, namedPorts },
        ports: ports.map(({ containerPort, protocol = 'TCP' }) => ({ port: containerPort, protocol })),
      },
    ];
  });

/** A pod that is none of the release. */
export const strangerIn = (namespace: string, labels: Readonly<Record<string, string>> = {}): PodEndpoint => ({
  namespace,
  namespaceLabels: namespaceLabels(namespace),
  labels,
});

/** The policies among objects. */
export const policiesIn = (objects: readonly Manifest[]): readonly NetworkPolicy[] =>
  objects.filter(({ kind }) => kind === 'NetworkPolicy') as unknown as readonly NetworkPolicy[];
