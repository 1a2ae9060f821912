/**
 * Ends a cluster and removes what it wrote. Usage: down [simulated|real]
 */
import { stopCluster } from '../cluster.js';
import { chosenKind } from './arguments.js';

try {
  await stopCluster(chosenKind(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
