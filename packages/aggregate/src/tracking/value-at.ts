/**
 * The value at a path such as `spec.template.spec.containers[api].env[NATS_URL].value`. Brackets name an item of a list by
 * its name or number, or a key of a map that holds dots: `limits[nvidia.com/gpu]`. Gives undefined where nothing is.
 */
export function valueAt(value: unknown, path: string): unknown {
  const steps = [...path.matchAll(/\[([^\]]+)\]|([^.[\]]+)/g)].map(([, bracketed, plain]) => bracketed ?? plain ?? '');
  return steps.reduce(stepInto, value);
}

function stepInto(value: unknown, key: string): unknown {
  if (Array.isArray(value))
    return value.find((item, index) => String(index) === key || nameOf(item) === key) as unknown;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}

/** The name of an item of a list: containers have one, templates of claims have it in their metadata. */
function nameOf(item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return undefined;
  const { name, metadata } = item as { readonly name?: unknown; readonly metadata?: { readonly name?: unknown } };
  return name ?? metadata?.name;
}
