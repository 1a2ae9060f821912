/** How a message calls the two sides. */
export interface SideNames {
  readonly left: string;
  readonly right: string;
}

type PlainMap = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is PlainMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Compares two lists of Kubernetes objects, paired by API version, kind, namespace and name, whatever their order.
 *
 * Strict: a number is not a text that looks like it, an absent key is not `null`, the order of lists counts; that of map keys
 * does not.
 *
 * @returns one readable line a difference, such as `Deployment/x: spec.replicas: 3 (evaluate) vs "3" (helm)`; none if equal
 */
export function compareObjects(
  left: readonly unknown[],
  right: readonly unknown[],
  names: SideNames = { left: 'evaluate', right: 'helm' },
): readonly string[] {
  const [leftObjects, rightObjects] = [byIdentity(left), byIdentity(right)];
  const identities = new Set([...leftObjects.keys(), ...rightObjects.keys()]);
  const all = [...leftObjects.values(), ...rightObjects.values()].map(([object]) => object);
  return [...identities].flatMap((identity) => {
    const [ofLeft = [], ofRight = []] = [leftObjects.get(identity), rightObjects.get(identity)];
    const title = titleOf(ofLeft[0] ?? ofRight[0], all);
    if (ofLeft.length !== ofRight.length || ofLeft.length > 1) {
      return [`${title}: ${times(ofLeft.length)} (${names.left}) vs ${times(ofRight.length)} (${names.right})`];
    }
    return differences(ofLeft[0], ofRight[0], '').map(
      ({ path, a, b }) => `${title}: ${path}: ${shown(a)} (${names.left}) vs ${shown(b)} (${names.right})`,
    );
  });
}

const times = (count: number): string => (count === 0 ? 'absent' : count === 1 ? 'present' : `${count} times`);

function byIdentity(objects: readonly unknown[]): ReadonlyMap<string, readonly unknown[]> {
  const result = new Map<string, unknown[]>();
  for (const object of objects) {
    const identity = JSON.stringify(identityOf(object));
    result.set(identity, [...(result.get(identity) ?? []), object]);
  }
  return result;
}

interface Identity {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty when the object does not say. */
  readonly namespace: string;
  readonly name: string;
}

function identityOf(object: unknown): Identity {
  const { apiVersion, kind, metadata } = isMap(object) ? object : {};
  const { namespace, name } = isMap(metadata) ? metadata : {};
  return { apiVersion: text(apiVersion), kind: text(kind), namespace: text(namespace), name: text(name) };
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

/** `Kind/name`, with the API version and namespace where another object has the same kind and name. */
function titleOf(object: unknown, all: readonly unknown[]): string {
  const { apiVersion, kind, namespace, name } = identityOf(object);
  const short = `${kind}/${name}`;
  const alike = all.map(identityOf).filter((other) => other.kind === kind && other.name === name);
  const unique = alike.every((other) => other.apiVersion === apiVersion && other.namespace === namespace);
  return unique ? short : `${apiVersion} ${namespace === '' ? '' : `${namespace}/`}${short}`;
}

interface Difference {
  readonly path: string;
  readonly a: unknown;
  readonly b: unknown;
}

function differences(a: unknown, b: unknown, path: string): readonly Difference[] {
  if (Array.isArray(a) && Array.isArray(b)) {
    const length = Math.max(a.length, b.length);
    return Array.from({ length }).flatMap((_, index) => differences(a[index], b[index], `${path}[${index}]`));
  }
  if (isMap(a) && isMap(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return keys.flatMap((key) => differences(own(a, key), own(b, key), `${path}${step(key, path)}`));
  }
  return a === b || (Number.isNaN(a) && Number.isNaN(b)) ? [] : [{ path, a, b }];
}

const own = (map: PlainMap, key: string): unknown => (Object.hasOwn(map, key) ? map[key] : undefined);

const step = (key: string, path: string): string =>
  !/^[\w-]+$/.test(key) ? `[${JSON.stringify(key)}]` : path === '' ? key : `.${key}`;

const shown = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value));
