import type { Container, MadePod } from '@semantic-explorer/platform/testing';
import { podsOf } from '@semantic-explorer/platform/testing';
import type { ChartModel } from 'chartkit';
import { evaluateChart, RefusedValuesError } from 'chartkit';

export type Values = Readonly<Record<string, unknown>>;

/** By name of a program, all that configures it. */
export type RenderedPrograms = ReadonlyMap<string, string>;

/** The programs of rendered pods, or the paths of the values that the chart refuses. */
export type Rendered =
  | { readonly programs: RenderedPrograms }
  | { readonly programs?: undefined; readonly refused: readonly (readonly string[])[] };

/** Renders the chart for values. */
export function renderedPrograms(model: ChartModel, values: Values): Rendered {
  try {
    const options = { release: { name: 'test', namespace: 'tests' }, values: [values] };
    const programs = new Map<string, string>();
    for (const pod of podsOf(evaluateChart(model, options)))
      for (const container of [...(pod.spec.initContainers ?? []), ...pod.spec.containers]) {
        const name = programName(pod, container);
        programs.set(name, `${programs.get(name) ?? ''}${configuration(pod, container)}`);
      }
    return { programs };
  } catch (error) {
    if (error instanceof RefusedValuesError) return { refused: error.violations.map(({ path }) => path.split('.')) };
    throw error;
  }
}

/**
 * A script of the chart is one program, wherever it runs: `wait-for.mjs`. Other programs have the name of their container, and
 * that of their service before it if they only accompany another program: `valkey/exporter`.
 */
function programName({ labels, spec }: MadePod, { name, command = [], args = [] }: Container): string {
  const script = [...command, ...args].map((argument) => /(?:^|\/)([\w-]+\.mjs)$/.exec(argument)?.[1]).find(Boolean);
  return script ?? (name === spec.containers[0]?.name ? name : `${labels['app.kubernetes.io/name'] ?? ''}/${name}`);
}

/** The container and the volumes that it mounts. Checksums of configuration files count for the main program, which reads them. */
function configuration({ annotations, spec }: MadePod, container: Container): string {
  const mounted = (container.volumeMounts ?? []).map(({ name }) => name);
  const volumes = (spec.volumes ?? []).filter(({ name }) => mounted.includes(name));
  return JSON.stringify([container, volumes, container === spec.containers[0] ? annotations : {}]);
}
