import { fieldsAt, listAt } from '../objects.js';
import { containersOf, containerTitle, podsOf } from '../pods.js';
import type { ManifestRule } from '../rule.js';

const probeNames = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;

/** Probes and hooks of a container use ports that it declares itself. */
export const probePorts: ManifestRule = (objects) =>
  podsOf(objects).flatMap((pod) =>
    containersOf(pod).flatMap((container) => {
      const ports = new Set(listAt(container, 'ports').flatMap(({ name, containerPort }) => [name, containerPort]));
      return probeNames.flatMap((probe) =>
        ['httpGet', 'tcpSocket', 'grpc']
          .map((action) => fieldsAt(fieldsAt(container, probe), action)['port'])
          .filter((port) => port !== undefined && !ports.has(port))
          .map(
            (port) =>
              `${containerTitle(pod, container)}: ${probe} asks port ${String(port)}, which it does not declare`,
          ),
      );
    }),
  );
