import type { Manifest } from 'chartkit';

type Fields = Readonly<Record<string, unknown>>;
type Compare = (before: Fields, after: Fields) => readonly unknown[];
interface Specification {
  readonly objects: readonly {
    readonly kind: string;
    readonly name: string;
    readonly deployed: boolean;
    readonly spec: Fields;
  }[];
}

const program = new URL('../scripts/upgrade-differences.mjs', import.meta.url).href;
const { claimDifferences, statefulSetDifferences } = (await import(program)) as {
  readonly claimDifferences: Compare;
  readonly statefulSetDifferences: Compare;
};

/** What the program of the upgrade check finds when a cluster has the objects of one rendering and gets those of another. */
export function upgradeHindrances(before: readonly Manifest[], after: readonly Manifest[]): readonly unknown[] {
  const texts = after.flatMap(({ metadata, data }) =>
    (metadata as { readonly name: string }).name.endsWith('-upgrade-check') && data !== undefined
      ? [(data as Readonly<Record<string, string>>)['specification.json'] ?? '']
      : [],
  );
  const { objects } = JSON.parse(texts[0] ?? '') as Specification;
  return objects
    .filter(({ deployed }) => deployed)
    .flatMap(({ kind, name, spec }) => {
      const old = before.find((one) => one['kind'] === kind && (one['metadata'] as { name: string }).name === name);
      if (old === undefined) return [];
      return (kind === 'StatefulSet' ? statefulSetDifferences : claimDifferences)(old['spec'] as Fields, spec);
    });
}
