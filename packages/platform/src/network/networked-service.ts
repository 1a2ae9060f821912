import type {
  Condition,
  KeylessServiceDefinition,
  Service,
  ServiceDefinition,
  ServiceProperties,
  ServiceValues,
} from 'chartkit';
import { service } from 'chartkit';

import type { ConnectionUse } from '../connections/connection.js';
import { connectionRules, connectionSlices } from '../connections/connection.js';
import { allOf } from './conditions.js';
import type { Network, NetworkDefinition } from './network.js';

/** A service with pods, and what each kind of them does in the network. */
export interface NetworkedService extends Service {
  readonly networks: readonly Network[];
}

interface Connected {
  /** What the pods use: their values and rules, the policies at both ends and the topology's picture follow. */
  readonly connections?: readonly ConnectionUse[];
}
/** One kind of pods, or several. */
type Definitions = NetworkDefinition | readonly NetworkDefinition[];
type KeyedDefinition<Properties extends ServiceProperties> = ServiceDefinition<Properties> &
  Connected & { readonly network?: (values: ServiceValues<Properties>) => Definitions };
type KeylessDefinition = KeylessServiceDefinition & Connected & { readonly network?: () => Definitions };

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

const isList = (definitions: Definitions): definitions is readonly NetworkDefinition[] => Array.isArray(definitions);

const networked = (
  made: Service,
  connections: readonly ConnectionUse[],
  definitions: Definitions = {},
): NetworkedService => ({
  ...made,
  rules: [...connectionRules(connections), ...made.rules],
  networks: (isList(definitions) ? definitions : [definitions]).map((definition) => ({
    ...definition,
    pods: definition.pods ?? made.name,
    // A kind of pods may be there under a condition, and the service as a whole too.
    ...conditionOf(made.enabled, definition.when),
    service: made.name,
    connections,
  })),
});

const conditionOf = (...conditions: readonly (Condition | undefined)[]): Pick<Network, 'when'> => {
  const when = allOf(...conditions);
  return when === undefined ? {} : { when };
};
