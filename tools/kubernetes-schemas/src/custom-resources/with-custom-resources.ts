import type { Definitions, Schema } from '../schema.js';
import { httpRouteDefinitions } from './http-route.js';
import { monitoringDefinitions } from './monitoring.js';

/**
 * Generated definitions together with the hand-written ones of optional custom resources, which refer to them.
 *
 * @throws Error when a name is taken
 */
export function withCustomResources(generated: Definitions): Definitions {
  const merged = new Map<string, Schema>(Object.entries(generated));
  for (const [name, schema] of Object.entries({ ...httpRouteDefinitions, ...monitoringDefinitions })) {
    if (merged.has(name)) throw new Error(`Kubernetes has a definition of ${name} too: rename the hand-written one.`);
    merged.set(name, schema);
  }
  return Object.fromEntries(merged);
}
