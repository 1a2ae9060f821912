import type { Manifest } from '../objects.js';
import { fieldsAt, isFields, kindOf, listAt, metadataOf, specOf, titleOf } from '../objects.js';
import type { MadePod } from '../pods.js';
import { containersOf, podsOf } from '../pods.js';
import type { ManifestRule } from '../rule.js';

/** A reference from one object to another, or to a key of it, and who refers. */
export interface Reference {
  readonly from: Manifest;
  readonly kind: string;
  readonly name: string;
  readonly key?: string;
}

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

function referencesBelow(value: unknown, from: Manifest): readonly Reference[] {
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([field, below]) => {
    const found = forms.flatMap(([formField, kind, nameField, keyField]) => {
      if (field !== formField || !isFields(below) || typeof below[nameField] !== 'string') return [];
      if (below['optional'] === true) return [];
      const reference = { from, kind, name: below[nameField] };
      return keyField === undefined
        ? [reference, ...listAt(below, 'items').map((item) => ({ ...reference, key: String(item['key']) }))]
        : [{ ...reference, key: String(below[keyField]) }];
    });
    return [...found, ...referencesBelow(below, from)];
  });
}

/** Keys of ConfigMaps and Secrets that are mounted as single files. */
function mountedKeys(pod: MadePod): readonly Reference[] {
  const sources = new Map(
    listAt(pod.spec, 'volumes').flatMap((volume) => {
      const configMap = fieldsAt(volume, 'configMap')['name'];
      const secret = fieldsAt(volume, 'secret')['secretName'];
      if (typeof configMap === 'string') return [[volume['name'], { kind: 'ConfigMap', name: configMap }]];
      return typeof secret === 'string' ? [[volume['name'], { kind: 'Secret', name: secret }]] : [];
    }),
  );
  return containersOf(pod)
    .flatMap((container) => listAt(container, 'volumeMounts'))
    .flatMap(({ name, subPath }) => {
      const source = sources.get(name);
      return source === undefined || typeof subPath !== 'string' ? [] : [{ from: pod.owner, ...source, key: subPath }];
    });
}

function podReferences(pod: MadePod): readonly Reference[] {
  const { serviceAccountName, priorityClassName } = pod.spec;
  const named = [
    ['ServiceAccount', serviceAccountName === 'default' ? undefined : serviceAccountName],
    ['PriorityClass', priorityClassName],
  ].flatMap(([kind, name]) => (typeof name === 'string' ? [{ from: pod.owner, kind: String(kind), name }] : []));
  return [...named, ...referencesBelow(pod.spec, pod.owner), ...mountedKeys(pod)];
}

/** What Ingresses, routes, role bindings and autoscalers name. */
function otherReferences(from: Manifest): readonly Reference[] {
  const spec = specOf(from);
  const service = (name: unknown): Reference => ({ from, kind: 'Service', name: String(name) });
  switch (kindOf(from)) {
    case 'Ingress':
      return listAt(spec, 'rules')
        .flatMap((rule) => listAt(fieldsAt(rule, 'http'), 'paths'))
        .map((path) => service(fieldsAt(fieldsAt(path, 'backend'), 'service')['name']));
    case 'HTTPRoute':
      return listAt(spec, 'rules')
        .flatMap((rule) => listAt(rule, 'backendRefs'))
        .map(({ name }) => service(name));
    case 'RoleBinding':
      return [fieldsAt(from, 'roleRef'), ...listAt(from, 'subjects')]
        .filter(({ name }) => name !== 'default')
        .map(({ kind, name }) => ({ from, kind: String(kind), name: String(name) }));
    case 'HorizontalPodAutoscaler': {
      const { kind, name } = fieldsAt(spec, 'scaleTargetRef');
      return [{ from, kind: String(kind), name: String(name) }];
    }
    default:
      return [];
  }
}

/** Everything that objects refer to. */
export const referencesOf = (objects: readonly Manifest[]): readonly Reference[] => [
  ...podsOf(objects).flatMap(podReferences),
  ...objects.flatMap(otherReferences),
];

const keysOf = (object: Manifest): ReadonlySet<string> =>
  new Set(['data', 'stringData', 'binaryData'].flatMap((field) => Object.keys(fieldsAt(object, field))));

/** Nothing refers to an object, or to a key of it, that is not there. */
export const references: ManifestRule = (objects, { supplied, madeLater }) => {
  const made = new Map([
    ...objects.map((object) => [`${kindOf(object)} ${metadataOf(object).name}`, keysOf(object)] as const),
    ...madeLater,
  ]);
  const problems = referencesOf(objects)
    .filter(({ name }) => !supplied.has(name))
    .flatMap(({ from, kind, name, key }) => {
      const keys = made.get(`${kind} ${name}`);
      if (keys === undefined) return [`${titleOf(from)}: there is no ${kind} ${name}`];
      return key === undefined || keys.has(key) ? [] : [`${titleOf(from)}: the ${kind} ${name} has no key ${key}`];
    });
  return [...new Set(problems)];
};
