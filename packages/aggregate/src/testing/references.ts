import { podsOf } from '@semantic-explorer/platform/testing';
import type { MadePod } from '@semantic-explorer/platform/testing';
import type { Manifest } from 'chartkit';

/** A reference from one object to another, and where it stands. */
interface Reference {
  readonly kind: string;
  readonly name: string;
  readonly key?: string;
  readonly from: string;
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const nameOf = ({ metadata }: Manifest): string => (metadata as { readonly name: string }).name;

/** How a reference is written: the field, the kind that it names, and the fields with name and key. */
const forms: readonly (readonly [field: string, kind: string, name: string, key?: string])[] = [
  ['secretKeyRef', 'Secret', 'name', 'key'],
  ['configMapKeyRef', 'ConfigMap', 'name', 'key'],
  ['configMap', 'ConfigMap', 'name'],
  ['secret', 'Secret', 'secretName'],
  ['configMapRef', 'ConfigMap', 'name'],
  ['secretRef', 'Secret', 'name'],
  ['persistentVolumeClaim', 'PersistentVolumeClaim', 'claimName'],
];

function referencesBelow(value: unknown, from: string): readonly Reference[] {
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([field, below]) => {
    const found = forms.flatMap(([formField, kind, nameField, keyField]) => {
      if (field !== formField || !isFields(below) || typeof below[nameField] !== 'string') return [];
      const key = keyField === undefined ? undefined : String(below[keyField]);
      return [{ kind, name: below[nameField], from, ...(key === undefined ? {} : { key }) }];
    });
    return [...found, ...referencesBelow(below, from)];
  });
}

/** Keys of ConfigMaps that are mounted as single files. */
function mountedKeys({ owner, spec }: MadePod): readonly Reference[] {
  const configMaps = new Map(
    (spec.volumes ?? []).map((volume) => [
      volume.name,
      (volume['configMap'] as { readonly name?: string } | undefined)?.name,
    ]),
  );
  return [...(spec.initContainers ?? []), ...spec.containers].flatMap(({ volumeMounts = [] }) =>
    volumeMounts.flatMap((mount) => {
      const { name, subPath } = mount as { readonly name: string; readonly subPath?: string };
      const configMap = configMaps.get(name);
      return subPath === undefined || configMap === undefined
        ? []
        : [{ kind: 'ConfigMap', name: configMap, key: subPath, from: nameOf(owner) }];
    }),
  );
}

const podReferences = (pod: MadePod): readonly Reference[] => {
  const from = nameOf(pod.owner);
  const { serviceAccountName } = pod.spec as { readonly serviceAccountName?: string };
  const account =
    serviceAccountName === undefined || serviceAccountName === 'default'
      ? []
      : [{ kind: 'ServiceAccount', name: serviceAccountName, from }];
  return [...account, ...referencesBelow(pod.spec, from), ...mountedKeys(pod)];
};

/** What objects refer to that neither they nor the credentials Job make. `supplied` are names that the deployer gave. */
export function danglingReferences(objects: readonly Manifest[], supplied: ReadonlySet<string>): readonly string[] {
  const made = new Map(objects.map((object) => [`${String(object['kind'])} ${nameOf(object)}`, keysOf(object)]));
  const generated = generatedKeys(objects);
  if (generated !== undefined) made.set(`Secret ${generated.name}`, generated.keys);
  return podsOf(objects)
    .flatMap(podReferences)
    .filter(({ name }) => !supplied.has(name))
    .flatMap(({ kind, name, key, from }) => {
      const keys = made.get(`${kind} ${name}`);
      if (keys === undefined) return [`${from}: there is no ${kind} ${name}`];
      return key === undefined || keys.has(key) ? [] : [`${from}: the ${kind} ${name} has no key ${key}`];
    });
}

const keysOf = (object: Manifest): ReadonlySet<string> =>
  new Set([object['data'], object['stringData'], object['binaryData']].filter(isFields).flatMap(Object.keys));

/** The Secret that the credentials Job fills. */
function generatedKeys(objects: readonly Manifest[]) {
  const text = objects
    .map(({ data }) => (data as Readonly<Record<string, string>> | undefined)?.['specification.json'])
    .find((specification) => specification?.includes('"secretName"'));
  if (text === undefined) return undefined;
  const { secretName, keys } = JSON.parse(text) as {
    readonly secretName: string;
    readonly keys: readonly { readonly key: string; readonly existingSecret: string }[];
  };
  return {
    name: secretName,
    keys: new Set(keys.filter(({ existingSecret }) => existingSecret === '').map(({ key }) => key)),
  };
}

/** Every text in some values: names of what a deployer supplies are among them. */
export const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : isFields(value) ? Object.values(value).flatMap(textsIn) : [];
