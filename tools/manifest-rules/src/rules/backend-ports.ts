import type { Fields, Manifest, Texts } from '../objects.js';
import { fieldsAt, kindOf, listAt, metadataOf, specOf, titleOf } from '../objects.js';
import { matches } from '../pods.js';
import type { ManifestRule } from '../rule.js';

/** Ports of a Service by name and number. */
const portsOf = (service: Manifest): ReadonlySet<unknown> =>
  new Set(listAt(specOf(service), 'ports').flatMap(({ name, port }) => [name, port]));

function backendsOf(object: Manifest): readonly { readonly service: unknown; readonly port: unknown }[] {
  const rules = listAt(specOf(object), 'rules');
  if (kindOf(object) === 'HTTPRoute')
    return rules.flatMap((rule) => listAt(rule, 'backendRefs')).map(({ name, port }) => ({ service: name, port }));
  if (kindOf(object) !== 'Ingress') return [];
  return rules
    .flatMap((rule) => listAt(fieldsAt(rule, 'http'), 'paths'))
    .map((path) => fieldsAt(fieldsAt(path, 'backend'), 'service'))
    .map((service: Fields) => {
      const { name, number } = fieldsAt(service, 'port');
      return { service: service['name'], port: name ?? number };
    });
}

/** Ingresses, routes and monitors use ports that their Services have. */
export const backendPorts: ManifestRule = (objects) => {
  const services = objects.filter((object) => kindOf(object) === 'Service');
  const backends = objects.flatMap((object) =>
    backendsOf(object).flatMap(({ service: name, port }) => {
      const service = services.find((candidate) => metadataOf(candidate).name === name);
      // A Service that is not there is what the rule on references reports.
      return service === undefined || portsOf(service).has(port)
        ? []
        : [`${titleOf(object)}: the Service ${String(name)} has no port ${String(port)}`];
    }),
  );
  const monitored = objects
    .filter((object) => kindOf(object) === 'ServiceMonitor')
    .flatMap((monitor) => {
      const { matchLabels } = fieldsAt(specOf(monitor), 'selector') as { matchLabels: Texts };
      const found = services.filter((service) => matches(metadataOf(service).labels ?? {}, matchLabels));
      return listAt(specOf(monitor), 'endpoints')
        .filter(({ port }) => !found.some((service) => portsOf(service).has(port)))
        .map(({ port }) => `${titleOf(monitor)}: no Service that it selects has a port ${String(port)}`);
    });
  return [...backends, ...monitored];
};
