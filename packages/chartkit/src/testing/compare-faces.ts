import type { HelmBinary, KubernetesObject } from 'helm-harness';
import { compareObjects, helmTemplate } from 'helm-harness';

import type { ChartModel } from '../chart/model.js';
import { ChartkitError } from '../errors.js';
import type { Manifest } from '../evaluate/evaluate-chart.js';
import { evaluateChart, evaluateNotes } from '../evaluate/evaluate-chart.js';

type Values = Readonly<Record<string, unknown>>;

/** What the evaluator and Helm make of the same values. */
export interface Comparison {
  /** Both rendered the chart; otherwise one of them, or both, refused the values. */
  readonly accepted: boolean;
  /** Where they differ, a line each. */
  readonly disagreements: readonly string[];
}

/** Renders a chart by real Helm for some values: a binary of Helm, or an oracle. */
export type HelmRenderer = (request: {
  readonly values: Values;
  readonly release: string;
  readonly namespace: string;
}) => Promise<
  | { readonly ok: true; readonly objects: readonly KubernetesObject[]; readonly notes?: string }
  | { readonly ok: false; readonly message: string }
>;

/** The renderer that starts a binary of Helm for each set of values. It does not tell the notes. */
export const rendererOf =
  (binary: HelmBinary, chartDirectory: string): HelmRenderer =>
  ({ values, ...release }) =>
    helmTemplate(binary, { chartDirectory, values: [values], ...release });

const release = { name: 'drawn', namespace: 'draws' };

interface Evaluated {
  readonly objects: readonly Manifest[];
  readonly notes: string;
}

function evaluated(model: ChartModel, values: Values): Evaluated | ChartkitError {
  const options = { release, values: [values] };
  try {
    return { objects: evaluateChart(model, options), notes: evaluateNotes(model, options) };
  } catch (error) {
    if (error instanceof ChartkitError && ['values-refused', 'duplicate-object'].includes(error.code)) return error;
    throw error;
  }
}

/** Renders a chart by the evaluator and by real Helm, and compares objects, notes and refusals. */
export async function compareFaces(model: ChartModel, render: HelmRenderer, values: Values): Promise<Comparison> {
  const ours = evaluated(model, values);
  const helms = await render({ values, release: release.name, namespace: release.namespace });
  // Helm prints two objects of one name, of which a cluster keeps one.
  if (ours instanceof ChartkitError && helms.ok && ours.code === 'duplicate-object' && hasDuplicates(helms.objects))
    return { accepted: false, disagreements: [] };
  if (ours instanceof ChartkitError)
    return {
      accepted: false,
      disagreements: helms.ok
        ? [`the evaluator refuses what Helm takes: ${ours.message}`]
        : differentRefusals(ours.message, helms.message),
    };
  if (!helms.ok) return { accepted: false, disagreements: [`the evaluator takes what Helm refuses: ${helms.message}`] };
  const notes =
    helms.notes === undefined || helms.notes === ours.notes
      ? []
      : [`the notes differ: ${JSON.stringify(ours.notes)} and ${JSON.stringify(helms.notes)}`];
  return { accepted: true, disagreements: [...compareObjects(ours.objects, helms.objects), ...notes] };
}

const hasDuplicates = (objects: readonly KubernetesObject[]): boolean =>
  new Set(objects.map(identityOf)).size < objects.length;

function identityOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  const { name, namespace } = metadata as Readonly<Record<string, unknown>>;
  return JSON.stringify([apiVersion, kind, namespace, name]);
}

/**
 * By a schema, each refuses in its own words. Rules have the same sentences in both. Anything else that Helm says is no
 * refusal but a template that fails.
 */
function differentRefusals(ours: string, helms: string): readonly string[] {
  if (helms.includes("values don't meet the specifications of the schema")) return [];
  const sentences = helms.replace(/\n+Use --debug flag to render out invalid YAML\s*$/, '');
  return sentences.endsWith(ours.trimEnd()) ? [] : [`the refusals differ: ${ours}\nand ${helms}`];
}
