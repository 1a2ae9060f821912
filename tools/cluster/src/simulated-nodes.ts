import { resolve } from 'node:path';

import { program } from 'programs';

import type { Children } from './children.js';
import { applyManifest, kubectl } from './control-plane.js';
import type { Settings } from './settings.js';
import { paths } from './settings.js';

/** Starts kwok, which plays the kubelets of nodes that do not exist, and waits until the nodes are Ready. */
export async function startSimulatedNodes(settings: Settings, children: Children): Promise<void> {
  children.start('kwok', await program('kwok'), [
    `--kubeconfig=${paths.kubeconfig(settings, 'admin')}`,
    `--config=${resolve(import.meta.dirname, '../manifests/stages.yaml')}`,
    '--manage-nodes-with-label-selector=cluster/node=simulated',
    // Without leases the nodes seem dead after a minute, and their pods are no longer Ready.
    '--node-lease-duration-seconds=40',
    '--node-ip=127.0.0.1',
    `--server-address=127.0.0.1:${settings.ports.kwok}`,
    '--cidr=10.244.0.0/16',
  ]);
  await applyManifest(settings, 'simulated-nodes.yaml');
  await kubectl(settings, 'wait', '--for=condition=Ready', 'node', '--all', '--timeout=60s');
}
