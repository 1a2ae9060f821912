import { provideCluster } from '../cluster/provide-cluster.js';

export const setup = provideCluster('simulated');
