import type { KeylessServiceDefinition, Service, ServiceDefinition, ServiceProperties, ServiceValues } from 'chartkit';
import { service } from 'chartkit';

import type { ConnectionUse } from '../connections/connection.js';
import { connectionRules, connectionSlices } from '../connections/connection.js';
import type { Network, NetworkDefinition } from './network.js';

/** A service with pods, and what these do in the network. */
export interface NetworkedService extends Service {
  readonly network: Network;
}

interface Connected {
  /** What the pods use: their values and rules, the policies at both ends and the topology's picture follow. */
  readonly connections?: readonly ConnectionUse[];
}
type KeyedDefinition<Properties extends ServiceProperties> = ServiceDefinition<Properties> &
  Connected & { readonly network?: (values: ServiceValues<Properties>) => NetworkDefinition };
type KeylessDefinition = KeylessServiceDefinition & Connected & { readonly network?: () => NetworkDefinition };

/** Defines a service with pods. The slices and rules of its connections are those of the service too. */
export function networkedService<Properties extends ServiceProperties>(
  definition: KeyedDefinition<Properties>,
): NetworkedService;
export function networkedService(definition: KeylessDefinition): NetworkedService;
export function networkedService<Properties extends ServiceProperties>(
  definition: KeyedDefinition<Properties> | KeylessDefinition,
): NetworkedService {
  const { connections = [] } = definition;
  const uses = [...connectionSlices(connections), ...(definition.uses ?? [])];
  if (definition.key === undefined)
    return networked(service({ ...definition, uses }), connections, definition.network?.());
  const made = service({ ...definition, uses });
  // The service has just been made of these values; its type has forgotten them.
  const values = made.slice?.values as unknown as ServiceValues<Properties>;
  return networked(made, connections, definition.network?.(values));
}

const networked = (
  made: Service,
  connections: readonly ConnectionUse[],
  definition: NetworkDefinition = {},
): NetworkedService => ({
  ...made,
  rules: [...connectionRules(connections), ...made.rules],
  network: { ...definition, pods: definition.pods ?? made.name, connections },
});
