import type { HelmBinary } from 'helm-harness';
import { compareObjects, helmTemplate } from 'helm-harness';

import type { ChartModel } from '../chart/model.js';
import type { Manifest } from '../evaluate/evaluate-chart.js';
import { evaluateChart } from '../evaluate/evaluate-chart.js';
import { RefusedValuesError } from '../evaluate/refused-values-error.js';

type Values = Readonly<Record<string, unknown>>;

/** What the evaluator and Helm make of the same values. */
export interface Comparison {
  /** Both rendered the chart; otherwise one of them, or both, refused the values. */
  readonly accepted: boolean;
  /** Where they differ, a line each. */
  readonly disagreements: readonly string[];
}

const release = { name: 'drawn', namespace: 'draws' };

function evaluated(model: ChartModel, values: Values): readonly Manifest[] | undefined {
  try {
    return evaluateChart(model, { release, values: [values] });
  } catch (error) {
    if (error instanceof RefusedValuesError) return undefined;
    throw error;
  }
}

/** Renders a chart by the evaluator and by real Helm, and compares objects as well as refusals. */
export async function compareFaces(
  model: ChartModel,
  binary: HelmBinary,
  chartDirectory: string,
  values: Values,
): Promise<Comparison> {
  const ours = evaluated(model, values);
  const helms = await helmTemplate(binary, {
    chartDirectory,
    values: [values],
    release: release.name,
    namespace: release.namespace,
  });
  if (ours === undefined)
    return { accepted: false, disagreements: helms.ok ? ['the evaluator refuses what Helm takes'] : [] };
  if (!helms.ok) return { accepted: false, disagreements: [`the evaluator takes what Helm refuses: ${helms.message}`] };
  return { accepted: true, disagreements: compareObjects(ours, helms.objects) };
}
