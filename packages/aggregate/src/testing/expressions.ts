import { ofKind } from '@semantic-explorer/platform/testing';
import type { Manifest } from 'chartkit';
import { parse } from 'yaml';

/** A PromQL expression of the chart, and where it stands. */
export interface Expression {
  readonly where: string;
  readonly text: string;
}

interface RuleFile {
  readonly groups: readonly {
    readonly rules?: readonly { readonly alert?: string; readonly record?: string; readonly expr: string }[];
  }[];
}
interface Dashboard {
  readonly title: string;
  readonly panels: readonly { readonly title: string; readonly targets?: readonly { readonly expr?: string }[] }[];
}

const dataOf = (objects: readonly Manifest[], suffix: string): Readonly<Record<string, string>> =>
  (ofKind(objects, 'ConfigMap').find(({ metadata }) => (metadata as { readonly name: string }).name.endsWith(suffix))?.[
    'data'
  ] ?? {}) as Readonly<Record<string, string>>;

const rulesOf = (objects: readonly Manifest[]) =>
  Object.values(dataOf(objects, '-prometheus-rules')).flatMap((text) =>
    (parse(text) as RuleFile).groups.flatMap(({ rules = [] }) => rules),
  );

/** The expressions of all rules that objects load into Prometheus. */
export const ruleExpressions = (objects: readonly Manifest[]): readonly Expression[] =>
  rulesOf(objects).map(({ alert, record, expr }) => ({ where: alert ?? record ?? '', text: expr }));

/** The names of metrics that rules record. */
export const recordedMetrics = (objects: readonly Manifest[]): readonly string[] =>
  rulesOf(objects).flatMap(({ record }) => record ?? []);

/** The expressions of all panels. Grafana replaces its own variable before it asks. */
export const dashboardExpressions = (objects: readonly Manifest[]): readonly Expression[] =>
  Object.values(dataOf(objects, '-grafana-dashboards')).flatMap((text) => {
    const { title, panels } = JSON.parse(text) as Dashboard;
    return panels.flatMap((panel) =>
      (panel.targets ?? []).flatMap(({ expr }) =>
        expr === undefined
          ? []
          : [{ where: `${title}: ${panel.title}`, text: expr.replaceAll('$__rate_interval', '5m') }],
      ),
    );
  });
