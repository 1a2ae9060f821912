import type { Dynamic, Expr, k8s } from 'chartkit';
import { toText } from 'chartkit';

import type { Environment } from './environment.js';
import { scriptContainer, scriptsMount, scriptsSlice } from './scripts.js';

/** What an init container waits for. */
export interface WaitFor {
  /** Name in the container's name `wait-for-<name>` and in its log. */
  readonly name: string;
  /** Scheme decides which protocol must answer: postgresql, nats, redis, http, https, grpc, tcp. */
  readonly url: Expr<string>;
  /** Variables that the URL mentions as `$(NAME)`. */
  readonly environment?: Environment | undefined;
  /** Statuses below this one count as an answer of an HTTP server. */
  readonly statusBelow?: number | undefined;
}

/** An init container that ends when a dependency's protocol answers. The pod needs `scriptsVolume`. */
export function waitFor({ name, url, environment = [], statusBelow }: WaitFor): Dynamic<k8s.Container> {
  return {
    name: `wait-for-${name}`,
    ...scriptContainer('wait-for.mjs'),
    env: [
      ...environment,
      { name: 'WAIT_FOR_NAME', value: name },
      { name: 'WAIT_FOR_URL', value: url },
      { name: 'WAIT_FOR_TIMEOUT_SECONDS', value: toText(scriptsSlice.values.waitTimeoutSeconds) },
      ...(statusBelow === undefined ? [] : [{ name: 'WAIT_FOR_HTTP_STATUS_BELOW', value: String(statusBelow) }]),
    ],
    volumeMounts: [scriptsMount],
  };
}
