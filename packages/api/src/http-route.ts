import { apiBackend } from '@semantic-explorer/platform';
import type { Dynamic, DynamicItem, ValueRef, ValuesOf } from 'chartkit';
import { boolean, each, list, map, object, optional, optionalField, resources, string, when } from 'chartkit';

import { routedPaths } from './exposed-paths.js';

/** What the chart writes of an HTTPRoute. https://gateway-api.sigs.k8s.io/reference/spec/#httproute */
interface HttpRouteProps {
  readonly metadata: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly parentRefs: readonly ParentReference[];
    readonly hostnames?: readonly string[];
    readonly rules: readonly {
      readonly matches: readonly Match[];
      readonly backendRefs: readonly { readonly name: string; readonly port: number }[];
    }[];
  };
}
interface Match {
  readonly path: { readonly type: 'Exact' | 'PathPrefix'; readonly value: string };
}
interface ParentReference {
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
}

/** Adds an HTTPRoute. */
export const httpRoute = resources.customResource<HttpRouteProps>('gateway.networking.k8s.io/v1', 'HTTPRoute');

const objectNameOf = (description: string) => string({ format: 'dnsSubdomain', maxLength: 253, description });

/** The values of the HTTPRoute. */
export const httpRouteValues = object(
  {
    enabled: boolean({
      default: false,
      description: 'Make an HTTPRoute, for clusters that have the Gateway API.',
    }),
    annotations: map(string({ format: 'textLines', description: 'Value.' }), {
      keys: 'qualifiedName',
      default: {},
      description: 'Annotations of the HTTPRoute.',
    }),
    parentRefs: list(
      object(
        {
          name: objectNameOf('Name of the Gateway.'),
          namespace: optionalField(objectNameOf('Its namespace; that of the release when left out.')),
          sectionName: optionalField(objectNameOf('Its listener; all when left out.')),
        },
        { description: 'A Gateway.' },
      ),
      { default: [], description: 'Gateways to which the route belongs.' },
    ),
    hostnames: list(string({ format: 'wildcardHost', description: 'A host.' }), {
      default: [],
      description: 'Hosts; empty for those of the Gateway.',
    }),
  },
  {
    description:
      'HTTPRoute of the API. It leaves out /metrics and /health, which know no login. Everyone who reaches the API must be trusted with all of its data unless authProxy.enabled is true (docs/security.md).',
  },
);

/** The specification of the HTTPRoute. */
export const httpRouteSpec = (values: ValueRef<ValuesOf<typeof httpRouteValues>>): Dynamic<HttpRouteProps['spec']> => ({
  parentRefs: each<ParentReference, ParentReference>(values.parentRefs, (parent) => ({
    name: parent.name,
    namespace: optional(parent.namespace),
    sectionName: optional(parent.sectionName),
  })),
  hostnames: optional(values.hostnames),
  rules: [
    {
      matches: routedPaths.map(({ path, type, when: condition }): DynamicItem<Match> => {
        const match: Match = { path: { type: type === 'Prefix' ? 'PathPrefix' : type, value: path } };
        return condition === undefined ? match : when<Match>(condition, match);
      }),
      backendRefs: [apiBackend],
    },
  ],
});
