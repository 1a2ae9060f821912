export { isAllowed, letsIn, letsOut } from './evaluate.js';
export type { AddressEndpoint, Endpoint, NetworkPolicy, PodEndpoint, Port } from './model.js';
