import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { restoreKernel } from './real/kernel.js';
import type { ClusterKind, Settings } from './settings.js';
import { paths } from './settings.js';

/** The process that keeps a cluster: the leader of a process group of its own, to which all its programs belong. */
interface Supervisor {
  readonly processId: number;
  /** As the kernel counts it: tells it from another process that got its id later. */
  readonly startTime: string;
}

/** Always the source, also when this file was compiled. */
const project = resolve(import.meta.dirname, '..');
const sourceOf = (kind: ClusterKind): readonly string[] => [
  ...['--import', 'tsx', '--conditions=chartkit-source'],
  ...[join(project, 'src/cli/supervise.ts'), kind],
];
const pollMilliseconds = 100;

/**
 * Starts a cluster in the background and waits until it can be used.
 *
 * @throws Error when one runs already, or with the end of the log when it cannot be started; nothing is left then
 */
export async function startSupervisor(settings: Settings, timeoutMilliseconds: number): Promise<void> {
  if (isRunning(readSupervisor(settings)))
    throw new Error(`A ${settings.kind} cluster runs already. End it with \`npx nx run cluster:down\`.`);
  await stopSupervisor(settings);
  mkdirSync(join(settings.directory, 'log'), { recursive: true });
  const log = openSync(paths.log(settings, 'supervisor'), 'a');
  const child = spawn(process.execPath, sourceOf(settings.kind), {
    // Where `tsx` is found.
    cwd: project,
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.unref();
  const supervisor = { processId: child.pid ?? 0, startTime: startTimeOf(child.pid ?? 0) ?? '' };
  writeFileSync(paths.supervisor(settings), JSON.stringify(supervisor));
  const end = Date.now() + timeoutMilliseconds;
  while (!existsSync(paths.ready(settings))) {
    if (isRunning(supervisor) && Date.now() < end) await sleep(pollMilliseconds);
    else {
      const said = ['supervisor', 'node'].map((name) => endOfLog(settings, name)).join('');
      await stopSupervisor(settings);
      throw new Error(`The ${settings.kind} cluster cannot be started:\n${said}`);
    }
  }
}

/** Ends a cluster with all its programs and removes what it wrote. Does nothing when there is none. */
export async function stopSupervisor(settings: Settings): Promise<void> {
  const supervisor = readSupervisor(settings);
  if (supervisor !== undefined) {
    if (isRunning(supervisor)) {
      process.kill(supervisor.processId, 'SIGTERM');
      for (let waited = 0; isRunning(supervisor) && waited < 60_000; waited += pollMilliseconds)
        await sleep(pollMilliseconds);
    }
    // What outlived it is in its group; the id of a group is not given anew while it has a member.
    if (isRunning(supervisor) || startTimeOf(supervisor.processId) === undefined) killGroup(supervisor.processId);
  }
  if (settings.kind === 'real') await restoreKernel(settings);
  rmSync(settings.directory, { recursive: true, force: true });
}

/** The last lines of a log; nothing when there is none. */
function endOfLog(settings: Settings, name: string): string {
  const path = paths.log(settings, name);
  return existsSync(path) ? `${readFileSync(path, 'utf8').trimEnd().split('\n').slice(-15).join('\n')}\n` : '';
}

function readSupervisor(settings: Settings): Supervisor | undefined {
  try {
    return JSON.parse(readFileSync(paths.supervisor(settings), 'utf8')) as Supervisor;
  } catch {
    return undefined;
  }
}

const isRunning = (supervisor: Supervisor | undefined): boolean =>
  supervisor !== undefined && startTimeOf(supervisor.processId) === supervisor.startTime;

/** When a process started, in ticks since the machine did; undefined when it does not run. */
function startTimeOf(processId: number): string | undefined {
  try {
    // The name of the program, in parentheses, may contain anything; the state is the first field after it.
    const fields = readFileSync(`/proc/${processId}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function killGroup(processId: number): void {
  try {
    process.kill(-processId, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
