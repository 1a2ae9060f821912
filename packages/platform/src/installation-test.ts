import type { k8s } from 'chartkit';
import { resources, when } from 'chartkit';

import { api } from './connections/api.js';
import type { Connection } from './connections/connection.js';
import { connect } from './connections/connection.js';
import { grafana } from './connections/grafana.js';
import { embeddingInferenceApi, llmInferenceApi } from './connections/inference.js';
import { natsServer } from './connections/nats.js';
import { objectStore } from './connections/object-store.js';
import { oidc } from './connections/oidc.js';
import { postgresql } from './connections/postgresql.js';
import { prometheus } from './connections/prometheus.js';
import { qdrant } from './connections/qdrant.js';
import { quickwitOtlp, quickwitSearch, quickwitSearchers } from './connections/quickwit.js';
import { telemetry } from './connections/telemetry.js';
import { valkey } from './connections/valkey.js';
import type { Environment } from './environment.js';
import { labels, objectName } from './names.js';
import { networkedService } from './network/networked-service.js';
import { hardenedPod, imagePullSecrets } from './pods.js';
import { scriptContainer, scriptsMount, scriptsSlice, scriptsUser, scriptsVolume } from './scripts.js';

const component = 'installation-test';

/** Who works waits for it; who tests wants to know soon. */
const timeoutSeconds = 30;

/**
 * Everything that pods reach by a Service or outside of the release. That credentials are right as well is what the API
 * tells: it is ready only when it could log in.
 */
const connections = [
  postgresql,
  natsServer,
  qdrant,
  valkey,
  objectStore,
  oidc,
  embeddingInferenceApi,
  llmInferenceApi,
  telemetry,
  quickwitOtlp,
  quickwitSearch,
  prometheus,
  grafana,
  api,
].map((connection: Connection) => connect(connection));

/** The variables by which the program tests one of them. */
function testOf({ name, waitUrl, waitEnvironment = [], waitStatusBelow, available }: Connection): Environment {
  const prefix = `TEST_${name.toUpperCase().replaceAll('-', '_')}`;
  const variables = [
    ...waitEnvironment,
    { name: `${prefix}_URL`, value: waitUrl },
    ...(waitStatusBelow === undefined ? [] : [{ name: `${prefix}_HTTP_STATUS_BELOW`, value: String(waitStatusBelow) }]),
  ];
  return available === undefined ? variables : [when<k8s.EnvVar[]>(available, variables)];
}

/** The pod of `helm test`: it ends well when everything that is deployed or named answers inside of the cluster. */
export const installationTest = networkedService({
  name: component,
  source: 'packages/platform/src/installation-test.ts',
  connections,
  uses: [scriptsSlice],
  // The URL of `quickwitSearch` leads to these where there are some.
  network: () => ({ alsoConnects: [{ connection: quickwitSearchers }] }),
  build: (scope) => {
    resources.pod(scope, {
      metadata: {
        name: objectName(component),
        labels: labels(component),
        annotations: {
          'helm.sh/hook': 'test',
          // It stays when it has ended, since `helm test --logs` and people read its log.
          'helm.sh/hook-delete-policy': 'before-hook-creation',
          // Helm 3.18 and newer then print it without being asked.
          'helm.sh/hook-output-log-policy': 'hook-failed',
        },
      },
      spec: {
        restartPolicy: 'Never',
        ...hardenedPod(scriptsUser),
        imagePullSecrets,
        containers: [
          {
            name: component,
            ...scriptContainer('test-installation.mjs'),
            env: [
              { name: 'WAIT_FOR_TIMEOUT_SECONDS', value: String(timeoutSeconds) },
              ...connections.flatMap(({ connection }) => testOf(connection)),
            ],
            volumeMounts: [scriptsMount],
          },
        ],
        volumes: [scriptsVolume],
      },
    });
  },
});
