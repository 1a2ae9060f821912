import type { Dynamic, k8s } from 'chartkit';
import { orElse } from 'chartkit';

import { selectorLabels } from './names.js';
import type { PodValues } from './pods.js';
import { podPlacement } from './pods.js';

/** Prefers different nodes for the pods of a service. Where there are too few nodes, pods share one. */
const apart = (service: string): Dynamic<k8s.Affinity> => ({
  podAntiAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 100,
        podAffinityTerm: {
          topologyKey: 'kubernetes.io/hostname',
          labelSelector: { matchLabels: selectorLabels(service) },
        },
      },
    ],
  },
});

/** Where the pods of a service may run: on different nodes, unless the deployer's affinity says otherwise. */
export const spreadPlacement = (service: string, values: PodValues) => ({
  ...podPlacement(values),
  affinity: orElse<k8s.Affinity>(values.affinity, apart(service)),
});
