/**
 * Starts a cluster and prints how to use it. Usage: up [simulated|real]
 */
import { startCluster } from '../cluster.js';
import { chosenKind } from './arguments.js';

try {
  const start = performance.now();
  const kubeconfig = await startCluster(chosenKind(process.argv.slice(2)));
  console.log(`Ready after ${((performance.now() - start) / 1000).toFixed(1)} s.\nexport KUBECONFIG=${kubeconfig}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
