import type { Manifest } from 'chartkit';

interface Selecting {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  /** Absent in a ConfigMap or Secret. */
  readonly spec?: {
    readonly selector?: Labels | { readonly matchLabels: Labels };
    readonly serviceName?: string;
    readonly template?: { readonly metadata: { readonly labels: Labels } };
    readonly scaleTargetRef?: { readonly kind: string; readonly name: string };
    readonly clusterIP?: string;
  };
}
type Labels = Readonly<Record<string, string>>;

const matches = (labels: Labels, selector: Labels): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

const selectorOf = ({ kind, spec }: Selecting): Labels | undefined => {
  if (spec?.selector === undefined) return undefined;
  return kind === 'Service'
    ? (spec.selector as Labels)
    : (spec.selector as { readonly matchLabels: Labels }).matchLabels;
};

/** What is wrong with selectors and other names by which objects find pods, one sentence each. */
export function selectionProblems(objects: readonly Manifest[]): readonly string[] {
  const all = objects as unknown as readonly Selecting[];
  const workloads = all.filter(({ spec }) => spec?.template !== undefined);
  const label = ({ kind, metadata }: Selecting): string => `${kind} ${metadata.name}`;
  const ofOne = all
    .filter(({ kind }) => ['Service', 'PodDisruptionBudget', 'StatefulSet', 'Deployment'].includes(kind))
    .flatMap((object) => {
      const selector = selectorOf(object);
      if (selector === undefined) return [`${label(object)}: it selects nothing`];
      const found = workloads.filter(({ spec }) => matches(spec?.template?.metadata.labels ?? {}, selector)).map(label);
      return found.length === 1 ? [] : [`${label(object)}: it selects the pods of ${found.join(' and ') || 'nobody'}`];
    });
  const headless = new Set(
    all
      .filter(({ kind, spec }) => kind === 'Service' && spec?.clusterIP === 'None')
      .map(({ metadata }) => metadata.name),
  );
  const governed = all
    .filter(({ kind, spec }) => kind === 'StatefulSet' && !headless.has(spec?.serviceName ?? ''))
    .map((object) => `${label(object)}: there is no headless Service ${String(object.spec?.serviceName)}`);
  const names = new Set(all.map(label));
  const scaled = all
    .filter(({ spec }) => spec?.scaleTargetRef !== undefined)
    .filter(({ spec }) => !names.has(`${String(spec?.scaleTargetRef?.kind)} ${String(spec?.scaleTargetRef?.name)}`))
    .map((object) => `${label(object)}: what it scales does not exist`);
  return [...ofOne, ...governed, ...scaled];
}
