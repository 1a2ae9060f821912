import {
  apiDatabaseSlice,
  applicationRules,
  authProxySlice,
  dexSlice,
  oidcSlice,
  serviceMonitorRule,
} from '@semantic-explorer/platform';
import type { Rule } from 'chartkit';
import { and, contains, eq, not, rule } from 'chartkit';

import type { AuthProxyValues } from './values.js';

/** Values that end up in the configuration file, in which oauth2-proxy replaces `$NAME`. */
const inFile = [oidcSlice.values.clientId, oidcSlice.values.issuerUrl, dexSlice.values.issuer];

/** What the values of the proxy must fulfil. */
export const authProxyRules = (values: AuthProxyValues): readonly Rule[] => [
  ...applicationRules(values, authProxySlice.key),
  serviceMonitorRule(values.serviceMonitor),
  rule(
    values.enabled,
    and(values.enabled, not(apiDatabaseSlice.values.enabled)),
    'must be false when api.enabled is false: the proxy leads to the API of the release',
  ),
  rule(
    values.clientId,
    and(values.enabled, eq(values.clientId, oidcSlice.values.clientId)),
    'must differ from oidc.clientId: each client has a redirect URI and a secret of its own',
  ),
  rule(
    values.existingSecret,
    and(values.enabled, not(dexSlice.values.enabled), not(values.existingSecret)),
    'is needed when authProxy.enabled is true and dex.enabled is false: the issuer decides the client secret',
  ),
  ...inFile.map((value) =>
    rule(
      value,
      and(values.enabled, contains('$', value)),
      'must not contain "$" when authProxy.enabled is true: the proxy reads it as a variable',
    ),
  ),
];
