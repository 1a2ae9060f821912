import type { Definitions } from '../schema.js';
import { listMapKeys, reference } from '../schema.js';
import { dnsName, kind, list, matching, oneOf, port, structure, text } from './build.js';

const label = matching('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$');
const kindName = matching('^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$');
const groupName = matching('^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?$');
const duration = matching('^([0-9]{1,5}(h|m|s|ms)){1,4}$');
const header = structure({ name: text, type: oneOf('Exact', 'RegularExpression'), value: text }, ['name', 'value']);
const headerValues = { ...list(structure({ name: text, value: text }, ['name', 'value'])), [listMapKeys]: ['name'] };

/**
 * HTTPRoute of the Gateway API, as much of it as a chart renders.
 * https://gateway-api.sigs.k8s.io/reference/spec/#httproute, compared with the standard channel of release 1.6.3
 */
export const httpRouteDefinitions: Definitions = {
  HTTPRoute: kind(
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    structure({
      parentRefs: { ...list(reference('ParentReference')), maxItems: 32 },
      hostnames: {
        ...list(matching('^([*][.])?[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$')),
        maxItems: 16,
      },
      rules: { ...list(reference('HTTPRouteRule')), minItems: 1, maxItems: 16 },
    }),
  ),
  /** The Gateway, or one listener of it, that a route attaches to. */
  ParentReference: structure(
    {
      group: groupName,
      kind: kindName,
      namespace: label,
      name: dnsName,
      sectionName: dnsName,
      port,
    },
    ['name'],
  ),
  HTTPRouteRule: structure({
    name: dnsName,
    matches: { ...list(reference('HTTPRouteMatch')), maxItems: 64 },
    filters: { ...list(reference('HTTPRouteFilter')), maxItems: 16 },
    backendRefs: { ...list(reference('HTTPBackendRef')), maxItems: 16 },
    timeouts: structure({ request: duration, backendRequest: duration }),
  }),
  HTTPRouteMatch: structure({
    path: structure({ type: oneOf('Exact', 'PathPrefix', 'RegularExpression'), value: text }),
    headers: { ...list(header), [listMapKeys]: ['name'] },
    method: oneOf('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'),
  }),
  HTTPRouteFilter: structure(
    {
      type: oneOf('RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestRedirect'),
      requestHeaderModifier: reference('HTTPHeaderFilter'),
      responseHeaderModifier: reference('HTTPHeaderFilter'),
      requestRedirect: structure({
        scheme: oneOf('http', 'https'),
        hostname: dnsName,
        port,
        statusCode: { type: 'integer', enum: [301, 302, 303, 307, 308] },
      }),
    },
    ['type'],
  ),
  HTTPHeaderFilter: structure({ set: headerValues, add: headerValues, remove: list(text) }),
  HTTPBackendRef: structure(
    {
      group: groupName,
      kind: kindName,
      namespace: label,
      name: dnsName,
      port,
      weight: { type: 'integer', minimum: 0, maximum: 1_000_000 },
    },
    ['name'],
  ),
};
