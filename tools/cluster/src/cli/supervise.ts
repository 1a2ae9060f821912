/**
 * Keeps a cluster until it is stopped by SIGTERM. Usage: supervise simulated|real; started by `startSupervisor`.
 */
import { writeFileSync } from 'node:fs';

import { repeat } from '../agents/repeat.js';
import { provisionVolumes } from '../agents/volumes.js';
import { createChildren } from '../children.js';
import { startControlPlane } from '../control-plane.js';
import { paths, settingsOf } from '../settings.js';
import { startSimulatedNodes } from '../simulated-nodes.js';
import { chosenKind } from './arguments.js';

const settings = settingsOf(chosenKind(process.argv.slice(2)));
const children = createChildren(settings);

async function end(exitCode: number): Promise<never> {
  await children.stop();
  process.exit(exitCode);
}

process.once('SIGTERM', () => void end(0));

async function run(): Promise<never> {
  const api = await startControlPlane(settings, children);
  void repeat('volumes', () => provisionVolumes(api, undefined));
  await startSimulatedNodes(settings, children);
  writeFileSync(paths.ready(settings), '');
  return children.unexpectedEnd;
}

try {
  await Promise.race([run(), children.unexpectedEnd]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await end(1);
}
