import { resources } from 'chartkit';

import { privateCaBundle } from '../certificates.js';
import { connect, connectionEnvironment, connectionInitContainers } from '../connections/connection.js';
import { nats } from '../connections/nats.js';
import { labels, objectName } from '../names.js';
import type { NetworkedService } from '../network/networked-service.js';
import { networkedService } from '../network/networked-service.js';
import { scriptsSlice, scriptsVolume } from '../scripts.js';

const connections = [connect(nats, { environment: [...nats.environment, nats.streamReplicas] })];

/** The smallest service that uses NATS, for tests of what every client has. */
export const natsClient: NetworkedService = networkedService({
  name: 'client',
  source: 'packages/platform/src/testing/nats-client.ts',
  connections,
  uses: [scriptsSlice],
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
