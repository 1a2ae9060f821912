/**
 * Keeps the control plane and the real node, as part of the namespaces that `enter-node.sh` has made. It is stopped with
 * these. Usage: supervise-node
 */
import { writeFileSync } from 'node:fs';

import { createVolumesDirectory, provisionVolumes } from '../agents/volumes.js';
import { enforceNetworkPolicies } from '../agents/network-policies.js';
import { repeat } from '../agents/repeat.js';
import { createChildren } from '../children.js';
import { startControlPlane } from '../control-plane.js';
import { systemImages } from '../images/system-images.js';
import { forward } from '../real/forward.js';
import { importImages, packagesDirectory, startDns, startRealNode } from '../real/real-node.js';
import { paths, settingsOf } from '../settings.js';

const settings = settingsOf('real');
const children = createChildren(settings);

async function run(): Promise<never> {
  const packages = await packagesDirectory();
  process.env['PATH'] = `${packages}/usr/bin:${packages}/usr/sbin:${process.env['PATH'] ?? ''}`;
  process.env['LD_LIBRARY_PATH'] = `${packages}/usr/lib/x86_64-linux-gnu`;
  const api = await startControlPlane(settings, children);
  forward({ path: paths.apiSocket(settings) }, { host: '127.0.0.1', port: settings.ports.apiserver });
  createVolumesDirectory(paths.volumes(settings));
  void repeat('volumes', () => provisionVolumes(api, paths.volumes(settings)));
  await startRealNode(settings, children);
  await importImages(settings, await systemImages(settings));
  await startDns(settings);
  void repeat('network policies', enforceNetworkPolicies(api));
  writeFileSync(paths.ready(settings), '');
  return children.unexpectedEnd;
}

try {
  await Promise.race([run(), children.unexpectedEnd]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
  await children.stop();
  process.exit();
}
