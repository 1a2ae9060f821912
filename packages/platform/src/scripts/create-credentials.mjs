// @ts-check
/**
 * Creates the missing keys of one Kubernetes Secret with random values. A key that exists is never changed, be it empty,
 * so this may run at every installation, upgrade and synchronisation, and several times at once.
 *
 *   node create-credentials.mjs [specification.json]
 *
 * Environment:
 *   CREDENTIALS_SPECIFICATION   the specification as JSON when no file is given, see `Specification`
 *   and those of `kubernetes-api.mjs`
 *
 * The Role needs on `secrets` (API group "") the verbs `get` and `patch` with the Secret's name in `resourceNames`, and
 * `create` without it: a create request carries no name that RBAC could compare.
 *
 * Exit codes: 0 all keys exist; 1 the API cannot be reached or refuses; 2 wrong specification or environment, which no
 * other try heals; 143 stopped by SIGTERM. Values are never printed.
 */
import { randomBytes, randomInt } from 'node:crypto';

import {
  apiFrom,
  call,
  isRecord,
  parseJson,
  readInput,
  retrying,
  TemporaryError,
  unexpected,
} from './kubernetes-api.mjs';
import { demand, FailedError, runWhenStarted } from './program.mjs';

/**
 * `length` counts the characters of `alphanumeric` (the first is a letter, since the NATS server reads what looks like a
 * number as one), the digits of `hex`, the random bytes before encoding of `base64` (32 bytes give 44 characters).
 * `existingSecret` names a Secret that holds the value already: nothing is created then.
 * @typedef {{ key: string, format: 'alphanumeric' | 'hex' | 'base64', length: number, existingSecret?: string }} KeySpecification
 * `labels` and `annotations` are for a Secret created here; those of an existing one stay as they are.
 * @typedef {{ secretName: string, labels?: Record<string, string>, annotations?: Record<string, string>,
 *   keys: KeySpecification[] }} Specification
 * @typedef {import('./kubernetes-api.mjs').Api} Api
 */

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const lettersAndDigits = `${letters}0123456789`;
/** At least 94 random bits each. */
const shortest = { alphanumeric: 16, hex: 32, base64: 16 };
const longest = 1024;

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

await runWhenStarted(import.meta.url, async (env, [file]) => {
  const text = env['CREDENTIALS_SPECIFICATION'];
  const isOne = (file === undefined) !== (text === undefined);
  demand(isOne, 'give the specification either as a file argument or in CREDENTIALS_SPECIFICATION');
  const specification = readSpecification(text ?? readInput(/** @type {string} */ (file), 'it is the specification'));
  const api = apiFrom(env);
  const name = `Secret ${specification.secretName} in namespace ${api.namespace}`;
  const done = await retrying(api, name, () => tryOnce(api, specification));
  for (const sentence of done) console.log(`${name}: ${sentence}`);
  return 0;
});
