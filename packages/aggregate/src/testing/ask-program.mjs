// @ts-check
/**
 * Starts programs in a network of their own, as in a pod, and asks them as the kubelet and Prometheus do, until all is well, one has
 * ended or the time is over.
 *
 *   unshare --user --map-root-user --net node ask-program.mjs <plan.json>
 *
 * The plan: { busybox, programs: [{ path, args, environment }], ports: [number], paths: [[port, path]], seconds }. Prints
 * { ports: {number: true}, paths: {address: status}, ended, output } as JSON.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
// A new network has a loopback device, but it is down.
spawnSync(plan.busybox, ['ip', 'link', 'set', 'lo', 'up']);

let output = '';
/** @type {readonly import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>[]} */
const children = plan.programs.map((/** @type {any} */ { path, args, environment }) => {
  const child = spawn(path, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return child.on('error', (error) => (output += String(error)));
});
const haveEnded = () => children.some(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null);

/** @param {number} port @returns {Promise<boolean>} */
const listens = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    setTimeout(() => socket.destroy(), 500).unref();
  });

/** @param {string} address @returns {Promise<number>} */
const statusOf = (address) =>
  fetch(address).then(
    async (response) => {
      await response.text();
      return response.status;
    },
    () => 0,
  );

/** @type {{ ports: Record<string, boolean>, paths: Record<string, number> }} */
const answers = { ports: {}, paths: {} };
const end = Date.now() + plan.seconds * 1000;
do {
  for (const port of plan.ports) answers.ports[port] = await listens(port);
  for (const [port, path] of plan.paths)
    answers.paths[`:${port}${path}`] = await statusOf(`http://127.0.0.1:${port}${path}`);
  const isWell =
    Object.values(answers.ports).every(Boolean) && Object.values(answers.paths).every((status) => status === 200);
  if (isWell) break;
  await sleep(200);
} while (Date.now() < end && !haveEnded());

console.log(JSON.stringify({ ...answers, ended: haveEnded(), output: output.slice(-4000) }));
for (const child of children) child.kill('SIGKILL');
process.exit(0);
