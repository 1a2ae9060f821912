// @ts-check
/**
 * Creates the missing keys of one Kubernetes Secret with random values. A key that exists is never changed, be it empty,
 * so this may run at every installation, upgrade and synchronisation, and several times at once.
 *
 *   node create-credentials.mjs [specification.json]
 *
 * Environment:
 *   CREDENTIALS_SPECIFICATION              the specification as JSON when no file is given, see `Specification`
 *   CREDENTIALS_TIMEOUT_SECONDS            how long to try in all, default 120
 *   CREDENTIALS_REQUEST_TIMEOUT_SECONDS    how long to wait for one answer, default 10
 *   CREDENTIALS_SERVICE_ACCOUNT_DIRECTORY  of token, ca.crt and namespace, default: where Kubernetes mounts them
 *   KUBERNETES_SERVICE_HOST, KUBERNETES_SERVICE_PORT   set by Kubernetes in every container
 *
 * The Role needs on `secrets` (API group "") the verbs `get` and `patch` with the Secret's name in `resourceNames`, and
 * `create` without it: a create request carries no name that RBAC could compare.
 *
 * Exit codes: 0 all keys exist; 1 the API cannot be reached or refuses; 2 wrong specification or environment, which no
 * other try heals; 143 stopped by SIGTERM. Values are never printed.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/**
 * `length` counts the characters of `alphanumeric` (the first is a letter, since the NATS server reads what looks like a
 * number as one), the digits of `hex`, the random bytes before encoding of `base64` (32 bytes give 44 characters).
 * `existingSecret` names a Secret that holds the value already: nothing is created then.
 * @typedef {{ key: string, format: 'alphanumeric' | 'hex' | 'base64', length: number, existingSecret?: string }} KeySpecification
 * `labels` and `annotations` are for a Secret created here; those of an existing one stay as they are.
 * @typedef {{ secretName: string, labels?: Record<string, string>, annotations?: Record<string, string>,
 *   keys: KeySpecification[] }} Specification
 * @typedef {{ host: string, port: number, directory: string, namespace: string, requestTimeout: number }} Api milliseconds
 * @typedef {{ status: number, body: unknown, retryAfterSeconds: number }} Answer
 */

/** A new Role takes effect with a delay; a refusal that lasts longer is meant. Seconds. */
const refusalPatience = 20;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const lettersAndDigits = `${letters}0123456789`;
/** At least 94 random bits each. */
const shortest = { alphanumeric: 16, hex: 32, base64: 16 };
const longest = 1024;

/** Wrong specification or environment. */
export class InputError extends Error {}

/** The API cannot be reached in time, or refuses for good. */
class FailedError extends Error {}

/** May pass when tried again, in the first `patience` seconds of the run. */
class TemporaryError extends Error {
  constructor(/** @type {string} */ message, { afterSeconds = 0, patience = Infinity } = {}) {
    super(message);
    this.afterSeconds = afterSeconds;
    this.patience = patience;
  }
}

/** @type {(condition: unknown, problem: string) => asserts condition} */
function demand(condition, problem) {
  if (!condition) throw new InputError(problem);
}

/** @type {(value: unknown) => value is Record<string, unknown>} */
const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @type {(value: object, at: string, known: string[]) => void} */
function demandKnownFields(value, at, known) {
  for (const field of Object.keys(value))
    demand(known.includes(field), `${at}${field}: unknown field; known are ${known.join(', ')}`);
}

/**
 * Reads a specification, strictly.
 * @param {string} text JSON
 * @returns {Specification}
 * @throws {InputError} with the path of the first thing that is wrong
 */
export function readSpecification(text) {
  const value = parseJson(text);
  demand(isRecord(value), 'the specification must be a JSON object');
  demandKnownFields(value, '', ['secretName', 'labels', 'annotations', 'keys']);
  const { secretName, labels, annotations, keys } = value;
  const isName = typeof secretName === 'string' && /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(secretName);
  demand(isName, 'secretName: must be 1 to 253 of a-z, 0-9, "-" and ".", with a letter or digit at both ends');
  for (const [name, map] of Object.entries({ labels, annotations })) {
    const isTexts =
      map === undefined || (isRecord(map) && Object.values(map).every((text) => typeof text === 'string'));
    demand(isTexts, `${name}: must be an object whose values are strings`);
  }
  demand(Array.isArray(keys) && keys.length > 0, 'keys: must be a list of at least one');
  const seen = new Set();
  for (const [index, entry] of keys.entries()) {
    const at = `keys[${index}]`;
    demand(isRecord(entry), `${at}: must be an object`);
    demandKnownFields(entry, `${at}.`, ['key', 'format', 'length', 'existingSecret']);
    const { key, format, length, existingSecret = '' } = entry;
    demand(typeof existingSecret === 'string', `${at}.existingSecret: must be a string`);
    const isKey = typeof key === 'string' && /^(?!\.\.)[-._a-zA-Z0-9]{1,253}$/.test(key) && key !== '.';
    demand(isKey, `${at}.key: must be 1 to 253 letters, digits, "-", "_" and ".", not "." and not beginning with ".."`);
    demand(!seen.has(key), `${at}.key: ${key} stands twice in the list`);
    seen.add(key);
    const isFormat = format === 'alphanumeric' || format === 'hex' || format === 'base64';
    demand(isFormat, `${at}.format: must be "alphanumeric", "hex" or "base64"`);
    const isLength = Number.isInteger(length) && Number(length) >= shortest[format] && Number(length) <= longest;
    demand(isLength, `${at}.length: must be an integer from ${shortest[format]} to ${longest} for ${format}`);
    demand(format !== 'hex' || Number(length) % 2 === 0, `${at}.length: must be even, two hex digits are a byte`);
  }
  const specification = /** @type {Specification} */ (value);
  return { ...specification, keys: specification.keys.filter((entry) => (entry.existingSecret ?? '') === '') };
}

/**
 * A random value. `randomInt` discards the numbers that would favour some characters: all are equally likely.
 * @param {Omit<KeySpecification, 'key'>} specification
 */
export function generateValue({ format, length }) {
  if (format === 'hex') return randomBytes(length / 2).toString('hex');
  if (format === 'base64') return randomBytes(length).toString('base64');
  const alphabets = Array.from({ length }, (_, index) => (index === 0 ? letters : lettersAndDigits));
  return alphabets.map((alphabet) => alphabet.charAt(randomInt(alphabet.length))).join('');
}

/** @param {string} text */
function parseJson(text) {
  try {
    return /** @type {unknown} */ (JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** @type {(path: string, remedy: string) => string} */
function readInput(path, remedy) {
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
async function call(api, method, path, contentType = 'application/json', body = undefined) {
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
function unexpected(action, { status, body, retryAfterSeconds }, data = {}) {
  const said = isRecord(body) && typeof body['message'] === 'string' ? body['message'] : 'no message';
  const message = `${action}: status ${status}: ${said.replaceAll(/\s+/g, ' ')}`;
  const safe = Object.values(data).reduce((text, value) => text.replaceAll(value, '***'), message);
  if (status === 409 || status === 429 || status >= 500)
    return new TemporaryError(safe, { afterSeconds: retryAfterSeconds });
  if (status === 401 || status === 403) return new TemporaryError(safe, { patience: refusalPatience });
  return new FailedError(safe);
}

/**
 * One try: reads the Secret, then creates it or adds what is missing. The patch names the version that was read, so the
 * API refuses it (409) when the Secret has changed since: what others set is never overwritten.
 * @param {Api} api
 * @param {Specification} specification
 * @returns {Promise<string[]>} what was done and what is remarkable
 */
async function tryOnce(api, { secretName, labels, annotations, keys }) {
  const collection = `/api/v1/namespaces/${api.namespace}/secrets`;
  const generate = (/** @type {KeySpecification[]} */ missing) =>
    Object.fromEntries(missing.map((key) => [key.key, Buffer.from(generateValue(key)).toString('base64')]));

  const found = await call(api, 'GET', `${collection}/${secretName}`);
  if (found.status === 404) {
    const data = generate(keys);
    const metadata = { name: secretName, labels, annotations };
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', data };
    const created = await call(api, 'POST', collection, 'application/json', secret);
    if (created.status !== 201) throw unexpected('creating it', created, data);
    return [`created with ${Object.keys(data).join(', ')}`];
  }
  if (found.status !== 200) throw unexpected('reading it', found);
  const { metadata, immutable, data: existing } = isRecord(found.body) ? found.body : {};
  const resourceVersion = isRecord(metadata) ? metadata['resourceVersion'] : undefined;
  if (typeof resourceVersion !== 'string') throw new TemporaryError('reading it: the answer is not a Secret');

  const values = new Map(Object.entries(existing ?? {})); // The API leaves `data` out, or gives null, when it is empty.
  const remarks = keys
    .filter(({ key }) => values.has(key) && !values.get(key))
    .map(({ key }) => `warning: ${key} is empty and stays so; remove the key to get a random value`);
  const missing = keys.filter(({ key }) => !values.has(key));
  if (missing.length === 0) return [`has all ${keys.length} keys, nothing to do`, ...remarks];
  const names = missing.map(({ key }) => key).join(', ');
  if (immutable === true) throw new FailedError(`it is immutable and lacks ${names}; replace it by one that has them`);
  const data = generate(missing);
  const patch = { metadata: { resourceVersion }, data };
  const patched = await call(api, 'PATCH', `${collection}/${secretName}`, 'application/merge-patch+json', patch);
  if (patched.status === 404) throw new TemporaryError('it was deleted meanwhile');
  if (patched.status !== 200) throw unexpected('adding keys', patched, data);
  return [`added ${names}; the other keys are as they were`, ...remarks];
}

/**
 * Tries until all keys exist or the time is over.
 * @param {Api} api
 * @param {Specification} specification
 * @param {number} timeout milliseconds, after which no further try begins
 */
async function createCredentials(api, specification, timeout) {
  const name = `Secret ${specification.secretName} in namespace ${api.namespace}`;
  const start = performance.now();
  for (let attempt = 0; ; attempt += 1) {
    try {
      for (const sentence of await tryOnce(api, specification)) console.log(`${name}: ${sentence}`);
      return;
    } catch (error) {
      if (error instanceof FailedError) throw new FailedError(`${name}: ${error.message}`);
      if (!(error instanceof TemporaryError)) throw error;
      // Doubled each time, with jitter so that runs which disturb each other part.
      const backoff = Math.min(5, 0.1 * 2 ** attempt) * (0.5 + Math.random() / 2);
      const delay = Math.max(backoff, error.afterSeconds) * 1000;
      const end = start + Math.min(timeout, error.patience * 1000);
      if (performance.now() + delay > end) throw new FailedError(`${name}: gave up: ${error.message}`);
      console.log(`${name}: ${error.message}; trying again in ${(delay / 1000).toFixed(1)} s`);
      await sleep(delay);
    }
  }
}

/** @param {NodeJS.ProcessEnv} env @param {string | undefined} file */
async function run(env, file) {
  const text = env['CREDENTIALS_SPECIFICATION'];
  const isOne = (file === undefined) !== (text === undefined);
  demand(isOne, 'give the specification either as a file argument or in CREDENTIALS_SPECIFICATION');
  const specification = readSpecification(text ?? readInput(/** @type {string} */ (file), 'it is the specification'));
  const milliseconds = (/** @type {string} */ name, /** @type {number} */ fallback) => {
    const seconds = Number(env[name] ?? fallback);
    demand(seconds > 0 && seconds < 1e6, `${name}: must be a number above 0`);
    return Math.ceil(seconds * 1000);
  };
  const timeout = milliseconds('CREDENTIALS_TIMEOUT_SECONDS', 120);
  const requestTimeout = milliseconds('CREDENTIALS_REQUEST_TIMEOUT_SECONDS', 10);
  const host = (env['KUBERNETES_SERVICE_HOST'] ?? '').replaceAll(/[[\]]/g, ''); // IPv6 may stand in brackets.
  demand(host !== '', 'KUBERNETES_SERVICE_HOST: is not set; Kubernetes sets it in every container');
  const port = Number(env['KUBERNETES_SERVICE_PORT'] ?? '443');
  const directory = env['CREDENTIALS_SERVICE_ACCOUNT_DIRECTORY'] ?? '/var/run/secrets/kubernetes.io/serviceaccount';
  const namespace = readMounted(directory, 'namespace');
  await createCredentials({ host, port, directory, namespace, requestTimeout }, specification, timeout);
}

async function main() {
  process.once('SIGTERM', () => process.exit(143)); // As process 1 of a container Node would ignore it otherwise.
  try {
    await run(process.env, process.argv[2]);
  } catch (error) {
    if (!(error instanceof InputError) && !(error instanceof FailedError)) throw error;
    console.error(`error: ${error.message}`);
    process.exitCode = error instanceof InputError ? 2 : 1;
  }
}

// A ConfigMap mounts its files as symbolic links, hence the real path.
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
