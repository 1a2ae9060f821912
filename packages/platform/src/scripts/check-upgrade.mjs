// @ts-check
/**
 * Compares what an upgrade would change in objects that exist with what Kubernetes lets nobody change, and says for each
 * difference what to do. It only reads, and runs before anything is touched.
 *
 *   node check-upgrade.mjs specification.json
 *
 * Environment: that of `kubernetes-api.mjs`. The Role needs the verb `get` on the objects by their names.
 *
 * Exit codes: 0 nothing hinders the upgrade; 1 the API cannot be reached or refuses; 2 wrong specification or environment;
 * 3 the upgrade cannot be done; 143 stopped by SIGTERM.
 */
import { apiFrom, call, isRecord, parseJson, readInput, retrying, unexpected } from './kubernetes-api.mjs';
import { demand, runWhenStarted } from './program.mjs';
import {
  below,
  bytesOf,
  claimDifferences,
  nothing,
  sizeField,
  statefulSetDifferences,
} from './upgrade-differences.mjs';

/**
 * An object as the upgrade would make it: of a StatefulSet the fields of its specification that can never be changed, of a
 * PersistentVolumeClaim all of them. One that is not deployed goes away, which nothing hinders. `fixedReplicas`: why the number of
 * pods can never be changed, although Kubernetes would change it.
 * @typedef {{ kind: 'StatefulSet' | 'PersistentVolumeClaim', name: string, deployed: boolean,
 *   fixedReplicas?: string, spec: Record<string, unknown> }} Wanted
 * @typedef {{ guide: string, objects: Wanted[] }} Specification
 * @typedef {import('./upgrade-differences.mjs').Difference} Difference
 */

const resources = { StatefulSet: 'apis/apps/v1 statefulsets', PersistentVolumeClaim: 'api/v1 persistentvolumeclaims' };

/**
 * @param {string} text JSON
 * @returns {Specification}
 */
export function readSpecification(text) {
  const value = parseJson(text);
  demand(isRecord(value), 'the specification must be a JSON object');
  const { guide, objects } = value;
  demand(typeof guide === 'string', 'guide: must be a text');
  demand(Array.isArray(objects), 'objects: must be a list');
  for (const [index, object] of objects.entries()) {
    demand(isRecord(object), `objects[${index}]: must be an object`);
    demand(String(object['kind']) in resources, `objects[${index}].kind: must be one of ${Object.keys(resources)}`);
    demand(typeof object['name'] === 'string' && object['name'] !== '', `objects[${index}].name: must be a name`);
    demand(typeof object['deployed'] === 'boolean', `objects[${index}].deployed: must be true or false`);
    const { fixedReplicas = '' } = object;
    demand(typeof fixedReplicas === 'string', `objects[${index}].fixedReplicas: must be a text`);
    demand(isRecord(object['spec']), `objects[${index}].spec: must be an object`);
  }
  return { guide, objects: objects.filter(({ deployed }) => deployed) };
}

const copying = 'The data must be copied: keep the old value, or follow the guide';

/**
 * What to do about a difference.
 * @param {Wanted} object
 * @param {Difference} difference
 * @param {number} replicas of the StatefulSet as it is
 * @param {string} namespace
 */
function remedyFor({ kind, name, fixedReplicas }, { claim, field, before, after }, replicas, namespace) {
  const kubectl = `kubectl --namespace ${namespace}`;
  const remake = `${kubectl} delete statefulset ${name} --cascade=orphan --ignore-not-found`;
  const isSize = field === sizeField;
  const grows = isSize && Number(bytesOf(before)) < Number(bytesOf(after));
  if (isSize && !grows) return `Volumes never shrink: keep ${before}`;
  if (kind === 'PersistentVolumeClaim') return copying;
  if (field === 'replicas') return `Keep ${before}: ${fixedReplicas}`;
  if (claim === undefined && field.startsWith('selector.'))
    return `Delete it, which keeps its claims, and upgrade again, which makes pods anew: ${kubectl} delete statefulset ${name}`;
  if (claim === undefined) return `Its pods go on while it is made anew: ${remake}, then upgrade again`;
  // A StatefulSet does not come to terms with pods that lack one of its claims.
  if (before === nothing && field === '')
    return `Its pods get a new and empty volume, so copy first what must stay: ${kubectl} delete statefulset ${name} --ignore-not-found, then upgrade again, which makes them anew`;
  const claims = Array.from({ length: replicas }, (_, index) => `${claim}-${name}-${index}`).join(' ');
  if (grows) {
    // Helm 4 prints this in double quotes.
    const patch = `spec: {resources: {requests: {storage: ${after}}}}`;
    return (
      'Its volumes grow while its pods go on, if their StorageClass has allowVolumeExpansion: ' +
      `for claim in ${claims}; do ${kubectl} patch persistentvolumeclaim $claim --patch '${patch}'; done; ` +
      `${remake}; then upgrade again`
    );
  }
  if (field === '')
    return `Its pods go on without, and the claims stay, unused: ${remake}, then upgrade again; claims: ${claims}`;
  return field.startsWith('annotations.') || field.startsWith('labels.')
    ? `Its pods go on while it is made anew: ${remake}, then upgrade again; the claims that exist stay as they are: ${claims}`
    : copying;
}

/** @type {(difference: Difference) => string} */
const what = ({ claim, field, before, after }) =>
  [
    ...(claim === undefined ? [] : [`volume ${claim}`]),
    ...(field === '' ? [] : [field]),
    `is ${before}, and the values give ${after}`,
  ].join(' ');

/**
 * Reads an object and says what hinders its upgrade.
 * @param {import('./kubernetes-api.mjs').Api} api
 * @param {Wanted} object
 * @returns {Promise<string[]>} a sentence for each difference
 */
async function hindrances(api, object) {
  const [group = '', plural = ''] = resources[object.kind].split(' ');
  const found = await call(api, 'GET', `/${group}/namespaces/${api.namespace}/${plural}/${object.name}`);
  if (found.status === 404) return [];
  if (found.status !== 200) throw unexpected('reading it', found);
  const spec = below(found.body, 'spec');
  const replicas = typeof spec['replicas'] === 'number' ? spec['replicas'] : 1;
  const compare = object.kind === 'StatefulSet' ? statefulSetDifferences : claimDifferences;
  return compare(spec, object.spec).map(
    (difference) =>
      `${object.kind} ${object.name}: ${what(difference)}. ${remedyFor(object, difference, replicas, api.namespace)}.`,
  );
}

await runWhenStarted(import.meta.url, async (env, [file = 'specification.json']) => {
  const { guide, objects } = readSpecification(readInput(file, 'it is the specification'));
  const api = apiFrom(env);
  /** @type {string[]} */
  const sentences = [];
  for (const object of objects)
    sentences.push(...(await retrying(api, `${object.kind} ${object.name}`, () => hindrances(api, object))));
  if (sentences.length === 0) {
    console.log(`Nothing hinders the upgrade of ${objects.length} objects with volumes.`);
    return 0;
  }
  console.error('This upgrade cannot be done as it is, so nothing has been touched:');
  for (const sentence of sentences) console.error(`- ${sentence}`);
  console.error(`See ${guide}`);
  return 3;
});
