import { answerOf } from './answer.js';
import type { Access } from './commands.js';

interface Targets {
  readonly activeTargets: readonly {
    readonly labels: Readonly<Record<string, string>>;
    readonly health: string;
    readonly lastError: string;
  }[];
}
interface Alerts {
  readonly alerts: readonly { readonly state: string; readonly labels: Readonly<Record<string, string>> }[];
}
interface RuleGroups {
  readonly groups: readonly {
    readonly lastEvaluation: string;
    readonly rules: readonly { readonly name: string; readonly health: string; readonly lastError?: string }[];
  }[];
}
interface Scalar {
  readonly result: readonly [number, string];
}
interface Vector {
  readonly result: readonly { readonly value: Scalar['result'] }[];
}

/** A Prometheus in a pod, asked through the API server. https://prometheus.io/docs/prometheus/latest/querying/api/ */
export interface PrometheusApi {
  /** The jobs of all targets, sorted, each as often as it has targets. */
  jobs(): Promise<readonly string[]>;
  /** Why targets are not up, one sentence each. */
  problems(): Promise<readonly string[]>;
  /** Alerts by their state, such as `pending TargetDown of api-0`. */
  alerts(): Promise<readonly string[]>;
  /** Rules that were not evaluated since a time, or not without an error. */
  failingRules(since: Date): Promise<readonly string[]>;
  /** The time of its clock. */
  now(): Promise<Date>;
  /** The values that an expression has now. */
  query(expression: string): Promise<readonly number[]>;
}

/** Speaks to the Prometheus in a pod. */
export function prometheusIn(access: Access, pod: string): PrometheusApi {
  const get = async <T>(path: string): Promise<T> =>
    ((await answerOf(access, pod, 9090, `/api/v1/${path}`)) as { readonly data: T }).data;
  const targets = async () => (await get<Targets>('targets?state=active')).activeTargets;
  return {
    jobs: async () => (await targets()).map(({ labels }) => labels['job'] ?? '').sort(),
    problems: async () =>
      (await targets())
        .filter(({ health }) => health !== 'up')
        .map(({ labels, health, lastError }) => `${labels['job'] ?? ''} is ${health}: ${lastError}`),
    alerts: async () =>
      (await get<Alerts>('alerts')).alerts.map(
        ({ state, labels: { alertname = '', job = '', pod: of = job } }) => `${state} ${alertname} of ${of}`,
      ),
    failingRules: async (since) =>
      (await get<RuleGroups>('rules')).groups.flatMap(({ lastEvaluation, rules }) =>
        rules
          .filter(({ health }) => health !== 'ok' || new Date(lastEvaluation) < since)
          .map(({ name, health, lastError = '' }) => `${name} is ${health}: ${lastError}`),
      ),
    now: async () => new Date((await get<Scalar>('query?query=time()')).result[0] * 1000),
    query: async (expression) =>
      (await get<Vector>(`query?query=${encodeURIComponent(expression)}`)).result.map(({ value: [, text] }) =>
        Number(text),
      ),
  };
}
