import type { Fields, Manifest, Texts } from './objects.js';
import { fieldsAt, kindOf, listAt, metadataOf, specOf, titleOf } from './objects.js';

/** A pod that an object makes, or that is an object itself. */
export interface MadePod {
  readonly owner: Manifest;
  /** How sentences call it: that of its owner. */
  readonly title: string;
  readonly labels: Texts;
  readonly annotations: Texts;
  readonly spec: Fields;
}

const withTemplate = new Set(['StatefulSet', 'Deployment', 'DaemonSet', 'ReplicaSet', 'Job']);

function templateOf(object: Manifest): Fields | undefined {
  if (kindOf(object) === 'Pod') return object;
  if (kindOf(object) === 'CronJob')
    return fieldsAt(fieldsAt(fieldsAt(specOf(object), 'jobTemplate'), 'spec'), 'template');
  return withTemplate.has(kindOf(object)) ? fieldsAt(specOf(object), 'template') : undefined;
}

/** The pods that objects make. */
export const podsOf = (objects: readonly Manifest[]): readonly MadePod[] =>
  objects.flatMap((owner) => {
    const template = templateOf(owner);
    if (template === undefined) return [];
    const { labels = {}, annotations = {} } = fieldsAt(template, 'metadata') as { labels?: Texts; annotations?: Texts };
    return [{ owner, title: titleOf(owner), labels, annotations, spec: fieldsAt(template, 'spec') }];
  });

/** All containers of a pod: init containers first. */
export const containersOf = ({ spec }: MadePod): readonly Fields[] => [
  ...listAt(spec, 'initContainers'),
  ...listAt(spec, 'containers'),
];

/** How sentences call a container: `StatefulSet web, container app`. */
export const containerTitle = ({ title }: MadePod, container: Fields): string =>
  `${title}, container ${String(container['name'])}`;

/** The ports that containers of a pod declare: those that can be named are what Services and probes may refer to. */
export const declaredPorts = (pod: MadePod): readonly { readonly name: string; readonly port: number }[] =>
  containersOf(pod).flatMap((container) =>
    listAt(container, 'ports').map((port) => ({
      name: String(port['name']),
      port: Number(port['containerPort']),
    })),
  );

/** Whether labels fulfil a selector that is a map. */
export const matches = (labels: Texts, selector: Texts): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

/** The name of the service that an object belongs to. */
export const componentOf = (object: Manifest): string =>
  metadataOf(object).labels?.['app.kubernetes.io/name'] ?? metadataOf(object).name;
