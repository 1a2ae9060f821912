import type { Dynamic, k8s } from 'chartkit';
import { when } from 'chartkit';

import { caBundlePath, hasPrivateCertificates, privateCaBundle } from '../certificates.js';
import type { Environment } from '../environment.js';
import { scriptContainer, scriptsMount } from '../scripts.js';

/**
 * The sidecar that logs in to NATS on behalf of the program. `environment` names the server and the login (see
 * `nats-proxy.mjs`).
 *
 * An init container that is always restarted runs from before the next init container until after the program has ended:
 * https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 *
 * The pod needs `scriptsVolume` and the volumes of its CA bundle.
 */
export function natsProxy(environment: Environment): Dynamic<k8s.Container> {
  const container = scriptContainer('nats-proxy.mjs');
  return {
    name: 'nats-proxy',
    restartPolicy: 'Always',
    ...container,
    env: [
      ...environment,
      when<k8s.EnvVar>(hasPrivateCertificates, { name: 'NODE_EXTRA_CA_CERTS', value: caBundlePath }),
    ],
    // It only listens for the program, so the kubelet cannot connect to it.
    startupProbe: {
      exec: { command: [...container.command, '--probe'] },
      periodSeconds: 2,
      timeoutSeconds: 10,
      failureThreshold: 60,
    },
    volumeMounts: [scriptsMount, privateCaBundle.volumeMount],
  };
}
