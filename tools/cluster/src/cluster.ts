import { program } from 'programs';

import { importImages } from './real/real-node.js';
import { missingForRealNode } from './real/requirements.js';
import type { ClusterKind } from './settings.js';
import { paths, settingsOf } from './settings.js';
import { startSupervisor, stopSupervisor } from './supervisor.js';

const programsOf = { simulated: ['kube', 'kwok'], real: ['kube', 'containerd', 'coredns', 'pause'] } as const;
const startMilliseconds = 180_000;

/**
 * Starts a cluster and waits until it can be used; see README.md for what it is. At its first use on a machine its
 * programs are built, which takes minutes.
 *
 * @returns the path of the administrator's kubeconfig
 * @throws Error when one of this kind runs already or when it cannot be started; nothing is left then
 */
export async function startCluster(kind: ClusterKind): Promise<string> {
  const settings = settingsOf(kind);
  const missing = kind === 'real' ? missingForRealNode() : undefined;
  if (missing !== undefined) throw new Error(`No real node can run here: ${missing}.`);
  // Here, where one sees that it takes long, and not in the background.
  for (const name of programsOf[kind]) await program(name);
  await startSupervisor(settings, startMilliseconds);
  return paths.adminKubeconfig(settings);
}

/** Ends a cluster with all its programs and removes what it wrote. Does nothing when there is none. */
export function stopCluster(kind: ClusterKind): Promise<void> {
  return stopSupervisor(settingsOf(kind));
}

/** Makes images of archives (see `writeOciImage`) known to the real node, under the names that they carry. */
export function loadImages(archives: readonly string[]): Promise<void> {
  return importImages(settingsOf('real'), archives);
}
