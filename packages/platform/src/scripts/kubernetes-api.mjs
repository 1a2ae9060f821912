// @ts-check
/**
 * What the programs share that talk to the Kubernetes API from a pod: requests with the pod's token, and another try after
 * what may pass.
 *
 * Environment:
 *   API_TIMEOUT_SECONDS            how long to try in all, default 120
 *   API_REQUEST_TIMEOUT_SECONDS    how long to wait for one answer, default 10
 *   SERVICE_ACCOUNT_DIRECTORY      of token, ca.crt and namespace, default: where Kubernetes mounts them
 *   KUBERNETES_SERVICE_HOST, KUBERNETES_SERVICE_PORT   set by Kubernetes in every container
 */
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { demand, FailedError, InputError, positive } from './program.mjs';

/**
 * @typedef {{ host: string, port: number, directory: string, namespace: string, requestTimeout: number, timeout: number,
 *   started: number }} Api times in milliseconds; `started` is when the time of all requests together began
 * @typedef {{ status: number, body: unknown, retryAfterSeconds: number }} Answer
 */

/** A new Role takes effect with a delay; a refusal that lasts longer is meant. Seconds. */
const refusalPatience = 20;

/** May pass when tried again, in the first `patience` seconds of the run. */
export class TemporaryError extends Error {
  constructor(/** @type {string} */ message, { afterSeconds = 0, patience = Infinity } = {}) {
    super(message);
    this.afterSeconds = afterSeconds;
    this.patience = patience;
  }
}

/** @type {(value: unknown) => value is Record<string, unknown>} */
export const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {string} text */
export function parseJson(text) {
  try {
    return /** @type {unknown} */ (JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The content of a file that was given. @type {(path: string, remedy: string) => string} */
export function readInput(path, remedy) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    throw new InputError(`${path} cannot be read; ${remedy}`);
  }
}

/** @type {(directory: string, name: string) => string} */
const readMounted = (directory, name) =>
  readInput(join(directory, name), 'the pod needs automountServiceAccountToken: true');

/** @type {(api: Api, method: string, path: string, contentType?: string, body?: unknown) => Promise<Answer>} */
export async function call(api, method, path, contentType = 'application/json', body = undefined) {
  const signal = AbortSignal.timeout(api.requestTimeout);
  const token = readMounted(api.directory, 'token'); // Read anew each time, as Kubernetes replaces it.
  const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json', 'Content-Type': contentType };
  const ca = readMounted(api.directory, 'ca.crt');
  const options = { host: api.host, port: api.port, path, method, headers, ca, agent: false, signal };
  try {
    /** @type {import('node:http').IncomingMessage} */
    const response = await new Promise((resolve, reject) => {
      const outgoing = request(options, resolve).on('error', reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    const retryAfterSeconds = Number(response.headers['retry-after']) || 0;
    return { status: response.statusCode ?? 0, body: parseJson(text), retryAfterSeconds };
  } catch (error) {
    const { message, code } = /** @type {NodeJS.ErrnoException} */ (error);
    const reason = signal.aborted ? `no answer within ${api.requestTimeout / 1000} s` : message || code;
    throw new TemporaryError(`${method} at ${api.host} port ${api.port}: ${reason}`);
  }
}

/**
 * The error for an answer that its caller did not expect.
 * @param {string} action
 * @param {Answer} answer
 * @param {Record<string, string>} [data] values that are not to be printed, should the API repeat them
 */
export function unexpected(action, { status, body, retryAfterSeconds }, data = {}) {
  const said = isRecord(body) && typeof body['message'] === 'string' ? body['message'] : 'no message';
  const message = `${action}: status ${status}: ${said.replaceAll(/\s+/g, ' ')}`;
  const safe = Object.values(data).reduce((text, value) => text.replaceAll(value, '***'), message);
  if (status === 409 || status === 429 || status >= 500)
    return new TemporaryError(safe, { afterSeconds: retryAfterSeconds });
  if (status === 401 || status === 403) return new TemporaryError(safe, { patience: refusalPatience });
  return new FailedError(safe);
}

/**
 * Reads where the API is, and who the pod is.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Api}
 * @throws {InputError}
 */
export function apiFrom(env) {
  const milliseconds = (/** @type {string} */ name, /** @type {number} */ fallback) =>
    Math.ceil(positive(env, name, fallback) * 1000);
  const timeout = milliseconds('API_TIMEOUT_SECONDS', 120);
  const requestTimeout = milliseconds('API_REQUEST_TIMEOUT_SECONDS', 10);
  const host = (env['KUBERNETES_SERVICE_HOST'] ?? '').replaceAll(/[[\]]/g, ''); // IPv6 may stand in brackets.
  demand(host !== '', 'KUBERNETES_SERVICE_HOST: is not set; Kubernetes sets it in every container');
  const port = Number(env['KUBERNETES_SERVICE_PORT'] ?? '443');
  const directory = env['SERVICE_ACCOUNT_DIRECTORY'] ?? '/var/run/secrets/kubernetes.io/serviceaccount';
  const namespace = readMounted(directory, 'namespace');
  return { host, port, directory, namespace, requestTimeout, timeout, started: performance.now() };
}

/**
 * Tries until an action succeeds or the time of the run is over, after which no further try begins.
 * @template T
 * @param {Api} api
 * @param {string} subject of the sentences that are printed
 * @param {() => Promise<T>} action
 * @returns {Promise<T>}
 * @throws {FailedError} the API cannot be reached in time, or refuses for good
 */
export async function retrying(api, subject, action) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      if (error instanceof FailedError) throw new FailedError(`${subject}: ${error.message}`);
      if (!(error instanceof TemporaryError)) throw error;
      // Doubled each time, with jitter so that runs which disturb each other part.
      const backoff = Math.min(5, 0.1 * 2 ** attempt) * (0.5 + Math.random() / 2);
      const delay = Math.max(backoff, error.afterSeconds) * 1000;
      const end = api.started + Math.min(api.timeout, error.patience * 1000);
      if (performance.now() + delay > end) throw new FailedError(`${subject}: gave up: ${error.message}`);
      console.log(`${subject}: ${error.message}; trying again in ${(delay / 1000).toFixed(1)} s`);
      await sleep(delay);
    }
  }
}
