// @ts-check
/**
 * What Kubernetes lets nobody change in objects that exist, and that an upgrade would change: pure functions for
 * `check-upgrade.mjs`.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/apps/validation/validation.go (ValidateStatefulSetUpdate)
 * https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/core/validation/validation.go (ValidatePersistentVolumeClaimUpdate)
 */
import { isRecord } from './kubernetes-api.mjs';

/**
 * A field that would become another one, each value as it is printed. Without a field: the claim itself.
 * @typedef {{ claim?: string, field: string, before: string, after: string }} Difference
 */

/** The map below a key; empty where there is none. */
/** @type {(value: unknown, key: string) => Record<string, unknown>} */
export const below = (value, key) => {
  const child = isRecord(value) ? value[key] : undefined;
  return isRecord(child) ? child : {};
};

const factors = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/**
 * The bytes of a quantity such as `10Gi`. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 * @type {(quantity: string) => number | undefined}
 */
export function bytesOf(quantity) {
  const [, digits = '', suffix = ''] = /^([0-9.]+)([A-Za-z]*)$/.exec(quantity) ?? [];
  const factor = new Map(Object.entries(factors)).get(suffix);
  return digits === '' || factor === undefined ? undefined : Number(digits) * factor;
}

/** Whether two printed values mean the same. @type {(left: string, right: string) => boolean} */
const isSame = (left, right) => left === right || (bytesOf(left) !== undefined && bytesOf(left) === bytesOf(right));

/** @type {(value: unknown) => string} */
const print = (value) =>
  typeof value === 'string' ? value : Array.isArray(value) ? value.map(print).join(',') : JSON.stringify(value);

/**
 * The fields below something by their paths; lists are taken whole, and what is empty is not there.
 * @type {(value: Record<string, unknown>, path?: string) => [string, string][]}
 */
const fieldsOf = (value, path = '') =>
  Object.entries(value).flatMap(([key, child]) => {
    if (isRecord(child)) return fieldsOf(child, `${path}${key}.`);
    return child === null || child === undefined ? [] : [[path + key, print(child)]];
  });

/** How the absence of a field is printed. */
export const nothing = 'nothing';
/** Where a claim says how large it is. */
export const sizeField = 'resources.requests.storage';

/** @type {(before: [string, string][], after: [string, string][], claim?: string) => Difference[]} */
function differencesOf(before, after, claim) {
  const [old, now] = [new Map(before), new Map(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((field) => {
    const difference = { field, before: old.get(field) ?? nothing, after: now.get(field) ?? nothing };
    if (isSame(difference.before, difference.after)) return [];
    return [claim === undefined ? difference : { claim, ...difference }];
  });
}

/** A template of claims: what people set in it, with what the API server fills in. @type {(template: unknown) => [string, string][]} */
const claimFields = (template) =>
  fieldsOf({
    annotations: below(below(template, 'metadata'), 'annotations'),
    labels: below(below(template, 'metadata'), 'labels'),
    ...{ volumeMode: 'Filesystem', ...below(template, 'spec') },
  });

/** @type {(spec: Record<string, unknown>) => Map<string, [string, string][]>} */
function claimsOf({ volumeClaimTemplates }) {
  const templates = Array.isArray(volumeClaimTemplates) ? volumeClaimTemplates : [];
  return new Map(templates.map((template) => [print(below(template, 'metadata')['name']), claimFields(template)]));
}

/** What the API server fills in. */
const defaults = new Map([['podManagementPolicy', 'OrderedReady']]);

/**
 * What an upgrade would change in a StatefulSet that nobody can change.
 * @type {(before: Record<string, unknown>, after: Record<string, unknown>) => Difference[]}
 */
export function statefulSetDifferences(before, after) {
  // The number of pods is compared where it is given.
  const names = ['serviceName', 'podManagementPolicy', 'selector', ...('replicas' in after ? ['replicas'] : [])];
  const part = (/** @type {Record<string, unknown>} */ spec) =>
    names.flatMap((name) => fieldsOf({ [name]: spec[name] ?? defaults.get(name) }));
  const [old, now] = [claimsOf(before), claimsOf(after)];
  const ofClaims = [...new Set([...old.keys(), ...now.keys()])].flatMap((claim) => {
    const [mine, theirs] = [old.get(claim), now.get(claim)];
    if (mine === undefined) return [{ claim, field: '', before: nothing, after: 'a claim' }];
    if (theirs === undefined) return [{ claim, field: '', before: 'a claim', after: nothing }];
    return differencesOf(mine, theirs, claim);
  });
  return [...differencesOf(part(before), part(after)), ...ofClaims];
}

/**
 * What an upgrade would change in a claim that nobody can change: it may grow. What the values leave open was chosen by the
 * cluster and stays.
 * @type {(before: Record<string, unknown>, after: Record<string, unknown>) => Difference[]}
 */
export function claimDifferences(before, after) {
  const wanted = fieldsOf(after);
  const present = new Map(fieldsOf(before));
  const grows = (/** @type {string} */ field) =>
    field === sizeField &&
    Number(bytesOf(present.get(field) ?? '')) < Number(bytesOf(new Map(wanted).get(field) ?? ''));
  return differencesOf(
    wanted.map(([field]) => [field, present.get(field) ?? nothing]),
    wanted.filter(([field]) => !grows(field)),
  ).filter(({ field }) => !grows(field));
}
