import { isDeepStrictEqual } from 'node:util';

import type { Manifest } from 'chartkit';
import { stringify } from 'yaml';

import type { Finder, Rendered } from './claim.js';
import { valueAt } from './value-at.js';

/** Name of the release for which claims are looked at; names of objects start with it. */
export const releaseName = 'semantic-explorer';
/** Where a workload has its pod. */
export const podPath = 'spec.template.spec';

function json(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
const labelOf = (object: Manifest): string => `${String(object['kind'])} ${String(valueAt(object, 'metadata.name'))}`;

/** The object of a kind with a name, which is given without the release: `StatefulSet api`. */
function objectNamed({ objects }: Rendered, name: string): Manifest {
  const [kind = '', suffix = ''] = name.split(' ');
  const label = `${kind} ${releaseName}-${suffix}`;
  const found = objects.find((object) => labelOf(object) === label);
  if (found === undefined) throw new Error(`there is no ${label}`);
  return found;
}

/** A field of an object has this value. `object` is its kind and its name without the release. */
export const field =
  (object: string, path: string, expected: unknown): Finder =>
  (rendered) => {
    const found = objectNamed(rendered, object);
    const value = valueAt(found, path);
    if (!isDeepStrictEqual(value, expected)) {
      throw new Error(`${path} of ${labelOf(found)} is ${json(value)}, not ${json(expected)}`);
    }
    return { object: labelOf(found), field: path, value: json(value) };
  };

/** A field of an object is not there. */
export const absent =
  (object: string, path: string): Finder =>
  (rendered) => ({ ...field(object, path, undefined)(rendered), value: 'not there' });

/** A text in an object has this part; the part is shown. */
export const part =
  (object: string, path: string, pattern: RegExp): Finder =>
  (rendered) => {
    const found = objectNamed(rendered, object);
    const match = pattern.exec(String(valueAt(found, path)));
    if (match === null) throw new Error(`${path} of ${labelOf(found)} has no part ${String(pattern)}`);
    return { object: labelOf(found), field: path, value: match[0].replaceAll(/\s+/g, ' ') };
  };

/** An object is there. */
export const object = (name: string): Finder => field(name, 'kind', name.split(' ')[0]);

/** A variable of a container has this value. */
export const variable = (workload: string, container: string, name: string, value: string): Finder =>
  field(workload, `${podPath}.containers[${container}].env[${name}].value`, value);

/** A variable of a container comes from this key of the generated Secret. */
export const secretVariable = (workload: string, container: string, name: string, key: string): Finder =>
  field(workload, `${podPath}.containers[${container}].env[${name}].valueFrom.secretKeyRef`, {
    name: `${releaseName}-credentials`,
    key,
  });

/** A file of the chart has this part. */
export const file =
  (path: string, expected: string): Finder =>
  ({ files }) => {
    const text = files.get(path);
    if (text === undefined) throw new Error(`the chart has no file ${path}`);
    if (!text.includes(expected)) throw new Error(`${path} does not hold ${expected}`);
    return { object: path, field: 'text', value: expected };
  };

/** A default value. */
export const byDefault =
  (path: string, expected: unknown): Finder =>
  ({ defaults }) => {
    const value = valueAt(defaults, path);
    if (!isDeepStrictEqual(value, expected)) throw new Error(`the default of ${path} is ${json(value)}`);
    return { object: 'values.yaml', field: path, value: json(value) };
  };

/** No object is of one of these kinds. */
export const noObjectOf =
  (...kinds: readonly string[]): Finder =>
  ({ objects }) => {
    const found = objects.filter((each) => kinds.includes(String(each['kind'])));
    if (found.length > 0) throw new Error(`there is a ${found.map(labelOf).join(', ')}`);
    return { object: 'all objects', field: 'kind', value: `never ${kinds.join(' or ')}` };
  };

/** No line of the manifests matches. */
export const noLine =
  (pattern: RegExp): Finder =>
  ({ objects }) => {
    const found = objects.filter((each) =>
      stringify(each)
        .split('\n')
        .some((line) => pattern.test(line)),
    );
    if (found.length > 0) throw new Error(`${found.map(labelOf).join(', ')} has a line with ${String(pattern)}`);
    return { object: 'all objects', field: `lines with ${pattern.source}`, value: 'none' };
  };
