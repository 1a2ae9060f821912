import type { Definitions, Schema } from '../schema.js';
import { closure } from '../schema.js';
import { addEnumerations } from './add-enumerations.js';
import type { Enumerations } from './read-enumerations.js';
import { scalars } from './scalars.js';
import type { SwaggerSchema } from './translate.js';
import { shortName, translate } from './translate.js';

/** What `swagger.json` holds of interest. */
export interface SwaggerDocument {
  readonly definitions: Readonly<Record<string, SwaggerDefinition>>;
}

interface SwaggerDefinition extends SwaggerSchema {
  /** Set for the structures that are objects of the API. */
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[];
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/**
 * Fields of `metadata` that only the API server sets.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
 */
const serverMetadata = [
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
];

/**
 * Strict definitions of some kinds and of all that they refer to, by short name. What a chart must not set is left out
 * and thereby refused: `status` and the metadata that the API server sets.
 *
 * @param kindsByApiVersion such as `{ 'apps/v1': ['Deployment'] }`
 * @throws Error when a kind is missing, two definitions have one short name, or a schema is not understood
 */
export function generateDefinitions(
  { definitions }: SwaggerDocument,
  enumerations: Enumerations,
  kindsByApiVersion: Readonly<Record<string, readonly string[]>>,
): Definitions {
  const settable = Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [name, withoutServerFields(name, definition)]),
  );
  const kinds = Object.entries(kindsByApiVersion).flatMap(([apiVersion, names]) =>
    names.map((kind) => nameOfKind(definitions, apiVersion, kind)),
  );
  const generated = new Map<string, Schema>();
  for (const [name, definition] of Object.entries(closure(settable, kinds))) {
    const short = shortName(name);
    if (generated.has(short)) throw new Error(`Two definitions are called ${short}; one of them is ${name}.`);
    generated.set(short, scalars[short] ?? generateDefinition(name, definition, enumerations));
  }
  return Object.fromEntries(generated);
}

function withoutServerFields(name: string, definition: SwaggerDefinition): SwaggerDefinition {
  if (definition.properties === undefined) return definition;
  const left = shortName(name) === 'ObjectMeta' ? serverMetadata : gvkOf(definition) === undefined ? [] : ['status'];
  const properties = Object.entries(definition.properties).filter(([key]) => !left.includes(key));
  return { ...definition, properties: Object.fromEntries(properties) };
}

function generateDefinition(name: string, definition: SwaggerDefinition, enumerations: Enumerations): Schema {
  const schema = translate(definition, name);
  const listed = enumerations.get(name.replace(/^io\.k8s\.api\./, ''));
  const properties = addEnumerations(schema.properties ?? {}, listed ?? new Map<string, readonly string[]>(), name);
  const gvk = gvkOf(definition);
  if (gvk === undefined) return { ...schema, properties };
  return {
    ...schema,
    properties: { ...properties, apiVersion: { const: apiVersionOf(gvk) }, kind: { const: gvk.kind } },
  };
}

/** Structures that stand alone in many groups, such as `DeleteOptions`, list many; objects have one. */
const gvkOf = (definition: SwaggerDefinition): GroupVersionKind | undefined =>
  definition['x-kubernetes-group-version-kind']?.[0];

const apiVersionOf = ({ group, version }: GroupVersionKind): string => (group === '' ? version : `${group}/${version}`);

function nameOfKind(definitions: SwaggerDocument['definitions'], apiVersion: string, kind: string): string {
  const found = Object.entries(definitions).find(([, definition]) => {
    const gvk = gvkOf(definition);
    return gvk !== undefined && gvk.kind === kind && apiVersionOf(gvk) === apiVersion;
  });
  if (found === undefined) throw new Error(`This version of Kubernetes has no ${apiVersion} ${kind}.`);
  return found[0];
}
