import type { Manifest } from '../objects.js';
import { fieldsAt, kindOf, listAt, metadataOf, specOf, titleOf } from '../objects.js';
import { containersOf, podsOf } from '../pods.js';
import type { ManifestRule } from '../rule.js';

/**
 * Pods of a StatefulSet have a label `controller-revision-hash` of its name and 11 more characters, Jobs of a CronJob
 * its name and 11 more.
 */
const longest = (object: Manifest): number => (['StatefulSet', 'CronJob'].includes(kindOf(object)) ? 52 : 63);

const isLabel = (text: string, length = 63): boolean =>
  text.length <= length && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text);

/** Names of objects and of what is in them are as short as Kubernetes wants them. */
export const nameLengths: ManifestRule = (objects, { supplied }) => {
  const own = objects
    // What a deployer names himself has the format of its value.
    .filter((object) => !supplied.has(metadataOf(object).name))
    .filter((object) => !isLabel(metadataOf(object).name.replaceAll('.', '-'), longest(object)))
    .map((object) => `${titleOf(object)}: the name is longer than ${longest(object)} characters, or no label`);
  const servicePorts = objects
    .filter((object) => kindOf(object) === 'Service')
    .flatMap((service) =>
      listAt(specOf(service), 'ports').map(({ name }) => [titleOf(service), String(name)] as const),
    );
  const inside = podsOf(objects).flatMap((pod) => [
    ...containersOf(pod).map(({ name }) => [pod.title, String(name)] as const),
    ...listAt(pod.spec, 'volumes').map(({ name }) => [pod.title, String(name)] as const),
  ]);
  const containerPorts = podsOf(objects).flatMap((pod) =>
    containersOf(pod)
      .flatMap((container) => listAt(container, 'ports'))
      .map(({ name }) => [pod.title, String(name)] as const),
  );
  const labels = objects.flatMap((object) =>
    [
      metadataOf(object).labels ?? {},
      fieldsAt(fieldsAt(fieldsAt(specOf(object), 'template'), 'metadata'), 'labels'),
    ].flatMap((found) =>
      Object.entries(found)
        .filter(([, value]) => !/^(|[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)$/.test(String(value)))
        .map(([key, value]) => `${titleOf(object)}: the label ${key} cannot be ${String(value)}`),
    ),
  );
  return [
    ...own,
    ...[...servicePorts, ...inside]
      .filter(([, name]) => !isLabel(name))
      .map(([title, name]) => `${title}: ${name} is no label`),
    ...containerPorts
      .filter(([, name]) => !isLabel(name, 15))
      .map(([title, name]) => `${title}: the port name ${name} is longer than 15 characters`),
    ...labels,
  ];
};
