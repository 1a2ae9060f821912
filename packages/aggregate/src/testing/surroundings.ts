import type { Manifest } from 'chartkit';
import type { Surroundings } from 'manifest-rules';

/** The release for which the whole chart is tested. */
export const release = { name: 'test', namespace: 'tests' };

/** What rules must know of the chart for some values. */
export const surroundingsOf = (
  objects: readonly Manifest[],
  values: unknown,
  { namespace } = release,
): Surroundings => ({
  namespace,
  supplied: new Set(textsIn(values)),
  madeLater: new Map(generatedKeys(objects)),
  needMajority: new Set(['minio', 'nats', 'qdrant']),
});

/** Every text in some values: names of what a deployer supplies are among them. */
const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

/** The Secret that the credentials Job fills, and its keys. */
function generatedKeys(objects: readonly Manifest[]): readonly (readonly [string, ReadonlySet<string>])[] {
  const text = objects
    .map(({ data }) => (data as Readonly<Record<string, string>> | undefined)?.['specification.json'])
    .find((specification) => specification?.includes('"secretName"'));
  if (text === undefined) return [];
  const { secretName, keys } = JSON.parse(text) as {
    readonly secretName: string;
    readonly keys: readonly { readonly key: string; readonly existingSecret: string }[];
  };
  const made = keys.filter(({ existingSecret }) => existingSecret === '').map(({ key }) => key);
  return [[`Secret ${secretName}`, new Set(made)]];
}
