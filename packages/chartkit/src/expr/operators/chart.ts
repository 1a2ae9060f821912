import { ChartkitError } from '../../errors.js';
import { isBuiltInApi } from '../built-in-api-groups.js';
import type { Dynamic } from '../dynamic.js';
import type { Expr } from '../expr.js';
import { expr } from '../expr.js';
import { toNode } from '../to-node.js';
import { stringType } from '../value-type.js';

const builtIn = (root: 'Release' | 'Chart', key: string, text: 'plain' | 'quotable'): Expr<string> =>
  expr({ kind: 'reference', root, path: [key], type: stringType(text, false) });

/** The release that is installed. */
export const release = {
  /** Name of the release: at most 53 characters of a DNS subdomain. */
  name: builtIn('Release', 'Name', 'plain'),
  /** Namespace into which the release is installed. */
  namespace: builtIn('Release', 'Namespace', 'plain'),
  /** What manages the release: `Helm`. */
  service: builtIn('Release', 'Service', 'plain'),
} as const;

/** The chart itself, from `Chart.yaml`. */
export const chart = {
  name: builtIn('Chart', 'Name', 'plain'),
  version: builtIn('Chart', 'Version', 'plain'),
  appVersion: builtIn('Chart', 'AppVersion', 'quotable'),
} as const;

/**
 * Whether the cluster serves an API version (`gateway.networking.k8s.io/v1`) or a kind of it (`…/v1/HTTPRoute`).
 *
 * @throws ChartkitError `built-in-api` for an API that belongs to Kubernetes itself
 *
 * @example
 * show({}, () => ({ route: when(hasApiVersion('gateway.networking.k8s.io/v1'), 'HTTPRoute', 'Ingress') }))
 * // => {{- if .Capabilities.APIVersions.Has "gateway.networking.k8s.io/v1" }}
 * // => route: HTTPRoute
 * // => {{- else }}
 * // => route: Ingress
 * // => {{- end }}
 * // => {"route":"Ingress"}
 */
export function hasApiVersion(apiVersion: string): Expr<boolean> {
  if (isBuiltInApi(apiVersion)) {
    throw new ChartkitError({
      code: 'built-in-api',
      problem: `${apiVersion} belongs to Kubernetes itself, so it is always there`,
      remedy:
        'Leave the condition out; ask only for APIs that a cluster may lack, such as gateway.networking.k8s.io/v1',
    });
  }
  return expr({ kind: 'capability', apiVersion });
}

/**
 * Gives a tree a name. It is printed once, in `_helpers.tpl`, and included where the returned expression stands. Its body
 * may use values and the release, no variables of a loop.
 *
 * @param name unique in the chart; by custom it starts with the name of the chart
 *
 * @example
 * const name = helper<string>('web.name', 'Name of all objects.', str`${release.name}-web`);
 * show({}, () => ({ name }))
 * // => name: {{ include "web.name" . | quote }}
 * // => {"name":"my-web"}
 */
export const helper = <T>(name: string, description: string, body: NoInfer<Dynamic<T>>): Expr<T> =>
  expr({ kind: 'include', name, description, body: toNode(body) });

/**
 * A static text that is too large for a template: shipped as `files/<path>` and read from there.
 *
 * @example
 * show({}, () => ({ 'rules.yml': file('rules.yml', 'groups: []\n') }))
 * // => rules.yml: |
 * // =>   {{- .Files.Get "files/rules.yml" | nindent 2 }}
 * // => {"rules.yml":"groups: []\n"}
 */
export const file = (path: string, content: string): Expr<string> => expr({ kind: 'file', path, content });
