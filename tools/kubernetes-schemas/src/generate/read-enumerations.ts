/** Allowed texts by definition (`core.v1.Toleration`) and property. */
export type Enumerations = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

const definitionStart = /^func schema_k8sio_api_([a-z0-9]+)_([a-z0-9]+)_(\w+)\(/;
const definitionEnd = /^}$/;
const propertyStart = /^\t{5}"([^"]+)": \{$/;
const enumeration = /^\t+Enum: +\[\]interface\{\}\{(.*)\},$/;

/**
 * Reads the allowed values of enumerations from the Go source that Kubernetes' OpenAPI documents are made from, because
 * `swagger.json` leaves them out. The source is itself generated and formatted, so its lines have a fixed shape.
 *
 * @throws Error when it has no enumeration at all, or one outside of a property
 */
export function readEnumerations(openApiGo: string): Enumerations {
  const found = new Map<string, Map<string, readonly string[]>>();
  let definition: string | undefined;
  let property: string | undefined;
  for (const line of openApiGo.split('\n')) {
    const [, group, version, type] = definitionStart.exec(line) ?? [];
    if (type !== undefined) {
      definition = `${group ?? ''}.${version ?? ''}.${type}`;
      property = undefined;
    }
    if (definitionEnd.test(line)) definition = undefined;
    property = propertyStart.exec(line)?.[1] ?? property;
    const members = enumeration.exec(line)?.[1];
    if (definition === undefined || members === undefined) continue;
    if (property === undefined) throw new Error(`${definition} has an enumeration outside of its properties.`);
    const properties = found.get(definition) ?? new Map<string, readonly string[]>();
    found.set(definition, properties.set(property, JSON.parse(`[${members}]`) as readonly string[]));
  }
  if (found.size === 0) throw new Error('The Go source of the OpenAPI document has no enumerations in the known form.');
  return found;
}
