import type { ClusterKind } from '../settings.js';
import { clusterKinds } from '../settings.js';

/**
 * The kind of cluster that arguments name, `simulated` by default.
 *
 * @throws Error that says what may be given
 */
export function chosenKind(args: readonly string[]): ClusterKind {
  const [name = 'simulated', ...more] = args;
  const kind = clusterKinds.find((known) => known === name);
  if (kind === undefined || more.length > 0)
    throw new Error(`Unknown: ${args.join(' ')}. Give nothing, or one of ${clusterKinds.join(', ')}.`);
  return kind;
}
