import type { Manifest } from 'chartkit';

/** A variable of a container. */
export interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string; readonly key: string } };
}

/** A container, as far as tests look at it. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly Variable[];
  readonly envFrom?: readonly { readonly secretRef?: { readonly name: string } }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  /** Of an init container that is a sidecar: it runs as long as the pod. */
  readonly restartPolicy?: 'Always';
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly lifecycle?: {
    readonly preStop?: {
      readonly exec?: { readonly command: readonly string[] };
      readonly sleep?: { readonly seconds: number };
    };
  };
  readonly securityContext?: { readonly readOnlyRootFilesystem?: boolean };
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
  readonly resources?: {
    readonly requests?: Readonly<Record<string, string | number>>;
    readonly limits?: Readonly<Record<string, string | number>>;
  };
}
/** How a container is asked how it is. */
export interface Probe {
  readonly tcpSocket?: { readonly port: string | number };
  readonly httpGet?: { readonly path: string; readonly port: string | number; readonly scheme?: string };
  readonly exec?: { readonly command: readonly string[] };
}

/** A pod, as far as tests look at it. */
export interface PodSpec {
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes?: readonly ({ readonly name: string } & Readonly<Record<string, unknown>>)[];
  readonly automountServiceAccountToken?: boolean;
  readonly securityContext?: { readonly runAsUser?: number; readonly runAsGroup?: number };
  readonly terminationGracePeriodSeconds?: number;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly unknown[];
  /** Names of the claims that a StatefulSet makes for the pod. */
  readonly claimNames: readonly string[];
}

/** A pod, and the object that makes it. */
export interface MadePod {
  readonly owner: Manifest;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: PodSpec;
}

interface Template {
  readonly metadata?: Partial<Pick<MadePod, 'labels' | 'annotations'>>;
  readonly spec: PodSpec;
}
interface Workload {
  readonly spec: {
    /** Absent in a pod, which is one itself. */
    readonly template?: Template;
    readonly jobTemplate?: { readonly spec: { readonly template: Template } };
    readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
  };
}

/** The pods that objects make, and those among them. */
export const podsOf = (objects: readonly Manifest[]): readonly MadePod[] =>
  objects
    .filter(({ kind }) => ['StatefulSet', 'Deployment', 'Job', 'CronJob', 'Pod'].includes(String(kind)))
    .map((owner) => {
      const { spec } = owner as unknown as Workload;
      const claimNames = (spec.volumeClaimTemplates ?? []).map(({ metadata }) => metadata.name);
      const template = (spec.jobTemplate?.spec ?? spec).template ?? (owner as unknown as Template);
      const { metadata = {}, spec: podSpec } = template;
      const { labels = {}, annotations = {} } = metadata;
      return { owner, labels, annotations, spec: { ...podSpec, claimNames } };
    });

/** The waiting init containers of a pod, and for what each waits. */
export const waitsOf = (spec: PodSpec | undefined): readonly (readonly [name: string, url: string | undefined])[] =>
  (spec?.initContainers ?? [])
    .filter(({ name }) => name.startsWith('wait-for-'))
    .map(({ name, env }) => [name, env?.find((variable) => variable.name === 'WAIT_FOR_URL')?.value]);

/** The variables of a container, by name. */
export const variablesOf = (container: Container | undefined): Readonly<Record<string, unknown>> =>
  Object.fromEntries((container?.env ?? []).map(({ name, value, valueFrom }) => [name, value ?? valueFrom]));

/** How a variable refers to a key of the Secret that the credentials Job fills, in a release as `render` has it. */
export const generatedSecret = (key: string): Pick<Variable, 'valueFrom'> => ({
  valueFrom: { secretKeyRef: { name: 'prod-semantic-explorer-credentials', key } },
});
