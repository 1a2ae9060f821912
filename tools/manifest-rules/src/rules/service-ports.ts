import type { Texts } from '../objects.js';
import { fieldsAt, kindOf, listAt, specOf, titleOf } from '../objects.js';
import type { MadePod } from '../pods.js';
import { declaredPorts, matches, podsOf } from '../pods.js';
import type { ManifestRule } from '../rule.js';

const isDeclared = (pod: MadePod, port: unknown): boolean =>
  declaredPorts(pod).some((declared) => declared.name === port || declared.port === port);

/** Services lead to ports that their pods declare; a metrics annotation names one too. */
export const servicePorts: ManifestRule = (objects) => {
  const pods = podsOf(objects);
  const led = objects
    .filter((object) => kindOf(object) === 'Service')
    .flatMap((service) => {
      const selector = fieldsAt(specOf(service), 'selector') as Texts;
      return pods
        .filter(({ labels }) => matches(labels, selector))
        .flatMap((pod) =>
          listAt(specOf(service), 'ports')
            .map(({ port, targetPort = port }) => targetPort)
            .filter((port) => !isDeclared(pod, port))
            .map((port) => `${titleOf(service)}: ${pod.title} has no port ${String(port)}`),
        );
    });
  const scraped = pods.flatMap((pod) => {
    const port = pod.annotations['prometheus.io/port'];
    return port === undefined || isDeclared(pod, Number(port))
      ? []
      : [`${pod.title}: it has no port ${port} for metrics`];
  });
  return [...led, ...scraped];
};
