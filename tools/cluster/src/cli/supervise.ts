/**
 * Keeps a cluster until it is stopped by SIGTERM. Usage: supervise simulated|real; started by `startSupervisor`.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { repeat } from '../agents/repeat.js';
import { provisionVolumes } from '../agents/volumes.js';
import { createChildren } from '../children.js';
import { startControlPlane } from '../control-plane.js';
import { forward } from '../real/forward.js';
import { saveKernelSettings } from '../real/kernel.js';
import { network, paths, settingsOf } from '../settings.js';
import { startSimulatedNodes } from '../simulated-nodes.js';
import { chosenKind } from './arguments.js';

const settings = settingsOf(chosenKind(process.argv.slice(2)));
const children = createChildren(settings);

async function end(exitCode: number): Promise<never> {
  await children.stop();
  process.exit(exitCode);
}

process.once('SIGTERM', () => void end(0));

async function runSimulated(): Promise<void> {
  const api = await startControlPlane(settings, children);
  void repeat('volumes', () => provisionVolumes(api, undefined));
  await startSimulatedNodes(settings, children);
  writeFileSync(paths.ready(settings), '');
}

/** The rest happens in namespaces of its own; see `supervise-node.ts`, which tells when it is ready. */
function runReal(): void {
  saveKernelSettings(settings);
  const inside = (path: string): string => resolve(import.meta.dirname, path);
  children.start('node', 'unshare', [
    ...['--net', '--mount', '--pid', '--fork', '--kill-child=KILL', '--mount-proc'],
    ...[inside('../../scripts/enter-node.sh'), network.node],
    ...[process.execPath, ...process.execArgv, inside('supervise-node.ts')],
  ]);
  forward({ host: '127.0.0.1', port: settings.apiPort }, { path: paths.apiSocket(settings) });
}

try {
  if (settings.kind === 'real') runReal();
  else await Promise.race([runSimulated(), children.unexpectedEnd]);
  await children.unexpectedEnd;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await end(1);
}
