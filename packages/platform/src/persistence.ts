import type { Dynamic, DynamicItem, Expr, Rule, ValueRef, k8s } from 'chartkit';
import { and, boolean, list, map, not, object, oneOf, optional, rule, string, when } from 'chartkit';

const accessModes = ['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany', 'ReadOnlyMany'] as const;

/** The sentences of a volume's values where they differ from the usual ones. */
interface PersistenceDescriptions {
  readonly volume?: string;
  readonly enabled?: string;
}

/** The values of a volume that outlives its pod. `size` is a quantity of bytes such as `100Gi`. */
export const persistenceValues = (
  defaults: { readonly enabled?: boolean; readonly size: string },
  {
    volume = 'The volume with the data.',
    enabled = 'Keep the data in a PersistentVolumeClaim; otherwise it is lost with the pod.',
  }: PersistenceDescriptions = {},
) =>
  object(
    {
      enabled: boolean({ default: defaults.enabled ?? true, description: enabled }),
      existingClaim: string({
        format: 'dnsSubdomain',
        allowEmpty: true,
        maxLength: 253,
        default: '',
        description: 'A claim that exists already, in place of a new one.',
      }),
      size: string({
        format: 'storageSize',
        default: defaults.size,
        description: 'Size of the claim, or of the temporary volume in its place.',
      }),
      storageClass: string({
        format: 'dnsSubdomain',
        allowEmpty: true,
        maxLength: 253,
        default: '',
        description: 'StorageClass; empty for the default one of the cluster.',
      }),
      accessModes: list(oneOf(accessModes, { description: 'An access mode.' }), {
        default: ['ReadWriteOnce'],
        minItems: 1,
        description: 'How the volume can be mounted.',
      }),
      annotations: map(string({ format: 'textLines', description: 'Value.' }), {
        keys: 'qualifiedName',
        reservedPrefixes: ['helm.sh/'],
        default: {},
        description: 'Annotations of the claim.',
      }),
    },
    { description: volume },
  );

/** The values of a persistent volume as expressions. */
export type Persistence = ValueRef<{
  enabled: boolean;
  existingClaim: string;
  size: string;
  storageClass: string;
  accessModes: (typeof accessModes)[number][];
  annotations: Record<string, string>;
}>;

/** The specification of a claim. */
export const claimSpec = (
  values: Pick<Persistence, 'accessModes' | 'storageClass' | 'size'>,
): Dynamic<k8s.PersistentVolumeClaimSpec> => ({
  accessModes: values.accessModes as Expr<string[]>,
  storageClassName: optional(values.storageClass),
  resources: { requests: { storage: values.size } },
});

/** The claim that a StatefulSet makes for each pod, if there is to be one. */
export const claimTemplate = (name: string, values: Persistence): DynamicItem<k8s.KubePersistentVolumeClaimProps> =>
  when<k8s.KubePersistentVolumeClaimProps>(and(values.enabled, not(values.existingClaim)), {
    // No labels: they could never be changed.
    metadata: { name, annotations: optional(values.annotations) },
    spec: claimSpec(values),
  });

/** The volume of that name where it is no claim of the StatefulSet: an existing claim, or one that goes with the pod. */
export const claimVolume = (name: string, values: Persistence): DynamicItem<k8s.Volume> =>
  when<k8s.Volume>(
    not(values.enabled),
    { name, emptyDir: { sizeLimit: values.size } },
    when<k8s.Volume>(values.existingClaim, {
      name,
      persistentVolumeClaim: { claimName: values.existingClaim },
    }) as Expr<k8s.Volume>,
  );

/** What the values of a volume must fulfil. `path` is where they stand, such as `grafana.persistence`. */
export const persistenceRule = (values: Persistence, path: string): Rule =>
  rule(
    values.existingClaim,
    and(values.existingClaim, not(values.enabled)),
    `is given, but ${path}.enabled is false, so that it would not be used`,
  );
