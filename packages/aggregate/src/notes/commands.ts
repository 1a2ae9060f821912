import { fullname, generatedSecretName } from '@semantic-explorer/platform';
import type { Expr } from 'chartkit';
import { release, str } from 'chartkit';

/** The start of every command: kubectl in the namespace of the release. */
export const kubectl: Expr<string> = str`kubectl --namespace ${release.namespace}`;

/** Brings a port of a service of the release to the machine of the reader. */
export const forward = (service: string, port: number, localPort = port): Expr<string> =>
  str`  ${kubectl} port-forward service/${fullname}-${service} ${localPort}:${port}`;

/** Shows what stands under a key of the generated Secret. */
export const showGenerated = (key: string): Expr<string> =>
  str`  ${kubectl} get secret ${generatedSecretName} --output go-template='${'{{'} index .data "${key}" | base64decode ${'}}'}'`;
