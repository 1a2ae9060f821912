import type { HelmBinary } from 'helm-harness';
import { renderTexts } from 'helm-harness';

type Values = Readonly<Record<string, unknown>>;

/** What the templates of a chart with these defaults see in real Helm. */
export async function mergedByHelm(binary: HelmBinary, defaults: Values, given: readonly Values[]): Promise<Values> {
  const { json } = await renderTexts(binary, { json: '{{ toJson .Values }}' }, { values: defaults, userValues: given });
  return JSON.parse(json) as Values;
}
