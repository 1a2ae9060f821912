import { afterAll } from 'vitest';
import type { Server } from 'node:net';
import { listen } from './peers.js';
import type { Peer } from './peers.js';
import type { Environment, ScriptResult } from './run-script.js';
import { runScript, scriptPath } from './run-script.js';

/** The program under test. */
export const script = scriptPath('wait-for.mjs');

/** Settings that make a test short. */
export const quick = {
  WAIT_FOR_TIMEOUT_SECONDS: '10',
  WAIT_FOR_INTERVAL_SECONDS: '0.05',
  WAIT_FOR_ATTEMPT_TIMEOUT_SECONDS: '2',
  WAIT_FOR_LOG_INTERVAL_SECONDS: '0.1',
};
/** Gives up soon. */
export const soon = { WAIT_FOR_TIMEOUT_SECONDS: '0.3' };

const peers: Peer[] = [];
afterAll(() => {
  for (const peer of peers) peer.close();
});

/** Starts a peer until the tests of the file end; returns its port. */
export const start = async (server: Server, port?: number): Promise<number> => {
  const peer = await listen(server, port);
  peers.push(peer);
  return peer.port;
};

/** Runs the program to its end. */
export const waitFor = (url: string, env: Environment = {}): Promise<ScriptResult> =>
  runScript(script, { ...quick, WAIT_FOR_URL: url, ...env });
