import { provideCluster } from './provide-cluster.js';

export const setup = provideCluster('simulated');
