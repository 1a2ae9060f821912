import type { ChartModel, Manifest, Service } from 'chartkit';
import { composeChart, evaluateChart, RefusedValuesError } from 'chartkit';
import { kubernetesVersions, validateObject } from 'kubernetes-schemas';

import { commonValues } from '../common-values.js';

/** A chart of some services alone, as their own tests want it. */
export const chartOfServices = (...services: readonly Service[]): ChartModel =>
  composeChart({
    metadata: {
      name: 'semantic-explorer',
      version: '1.0.0',
      appVersion: '1.0.0',
      description: 'Some services.',
      kubeVersion: '>=1.30.0-0',
    },
    common: commonValues,
    services,
  });

/** The objects of such a chart for a release `prod` in the namespace `explorer`. */
export const render = (chart: ChartModel, values: Readonly<Record<string, unknown>> = {}): readonly Manifest[] =>
  evaluateChart(chart, { release: { name: 'prod', namespace: 'explorer' }, values: [values] });

/** What the oldest and the newest supported Kubernetes would refuse of objects. */
export const kubernetesProblems = (objects: readonly Manifest[]): readonly unknown[] =>
  objects.flatMap((object) => Object.values(kubernetesVersions).flatMap((version) => validateObject(object, version)));

/** `Kind name` of each object. */
export const namesOf = (objects: readonly Manifest[]): readonly string[] =>
  objects.map(({ kind, metadata }) => `${String(kind)} ${(metadata as { readonly name: string }).name}`);

/** The objects of one kind. */
export const ofKind = (objects: readonly Manifest[], kind: string): readonly Manifest[] =>
  objects.filter((object) => object['kind'] === kind);

/** The objects of one service among those of a whole chart, by the name in their labels. */
export const ofService = (objects: readonly Manifest[], service: string): readonly Manifest[] =>
  objects.filter(({ metadata }) => {
    const { labels } = metadata as { readonly labels?: Readonly<Record<string, string>> };
    return labels?.['app.kubernetes.io/name'] === service;
  });

/** What is wrong with values, as a deployer is told; empty when they are taken. */
export function refusalsOf(
  chart: ChartModel,
  values: Readonly<Record<string, unknown>>,
): readonly { readonly path: string; readonly problem: string }[] {
  try {
    render(chart, values);
    return [];
  } catch (error) {
    if (error instanceof RefusedValuesError) return error.violations;
    throw error;
  }
}
