import type { Access } from './commands.js';
import { kubectl } from './commands.js';
import { listObjects } from './objects.js';

const resource = 'nvidia.com/gpu';

/**
 * Lets the first node say that it has GPUs, as an extended resource without a device, and labels it as the chart asks for.
 * https://kubernetes.io/docs/tasks/administer-cluster/extended-resource-node/
 *
 * @returns what takes that back
 */
export async function addGpus(access: Access, count: number): Promise<() => Promise<void>> {
  const [node] = await listObjects(access, 'nodes');
  if (node === undefined) throw new Error('The cluster has no node');
  const { name } = node.metadata;
  const set = async (amount: string | null, label: string): Promise<void> => {
    const amounts = { [resource]: amount };
    const patch = JSON.stringify({ status: { capacity: amounts, allocatable: amounts } });
    await kubectl(access, ['patch', 'node', name, '--subresource=status', '--type=merge', `--patch=${patch}`]);
    await kubectl(access, ['label', '--overwrite', 'node', name, label]);
  };
  await set(String(count), `${resource}=true`);
  return () => set(null, `${resource}-`);
}
