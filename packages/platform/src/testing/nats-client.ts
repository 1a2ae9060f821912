import { object, resources, slice } from 'chartkit';

import { privateCaBundle } from '../certificates.js';
import { connect, connectionEnvironment, connectionInitContainers } from '../connections/connection.js';
import { natsFor } from '../connections/nats.js';
import type { Limitations } from '../limitations.js';
import { limitationsValues } from '../limitations.js';
import { labels, objectName } from '../names.js';
import type { NetworkedService } from '../network/networked-service.js';
import { networkedService } from '../network/networked-service.js';
import { scriptsSlice, scriptsVolume } from '../scripts.js';

const ownSlice = (limitations: Limitations) =>
  slice(limitations.key, object(limitationsValues(limitations), { description: 'The client.' }));

/** The smallest service that uses NATS, for tests of what every client has. */
export function natsClient(limitations?: Limitations): NetworkedService {
  const nats = natsFor(limitations);
  const connections = [connect(nats, { environment: [...nats.environment, nats.streamReplicas] })];
  return networkedService({
    name: 'client',
    source: 'packages/platform/src/testing/nats-client.ts',
    connections,
    uses: [scriptsSlice, ...(limitations === undefined ? [] : [ownSlice(limitations)])],
    build: (scope) => {
      resources.pod(scope, {
        metadata: { name: objectName('client'), labels: labels('client') },
        spec: {
          initContainers: [privateCaBundle.initContainer, ...connectionInitContainers(connections)],
          containers: [{ name: 'client', image: 'client', env: connectionEnvironment(connections) }],
          volumes: [...privateCaBundle.volumes, scriptsVolume],
        },
      });
    },
  });
}
