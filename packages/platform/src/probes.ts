import type { Dynamic, Rule, ValueRef, k8s } from 'chartkit';
import { gt, integer, object, rule, str } from 'chartkit';

/** Timing of a probe, in seconds and tries. */
export interface ProbeTiming {
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

/** The values of a probe's timing. What is probed is not a value: it follows from the program. */
export const probeValues = (defaults: ProbeTiming, description: string) =>
  object(
    {
      periodSeconds: integer({
        minimum: 1,
        maximum: 3600,
        default: defaults.periodSeconds,
        description: 'Seconds between two tries.',
      }),
      timeoutSeconds: integer({
        minimum: 1,
        maximum: 3600,
        default: defaults.timeoutSeconds,
        description: 'Seconds after which a try has failed.',
      }),
      failureThreshold: integer({
        minimum: 1,
        maximum: 10_000,
        default: defaults.failureThreshold,
        description: 'Failed tries in a row that count.',
      }),
    },
    { description },
  );

/** A probe of a container: what is asked, and when. */
export const probe = (asks: Dynamic<k8s.Probe>, timing: ValueRef<ProbeTiming>): Dynamic<k8s.Probe> => ({
  ...asks,
  periodSeconds: timing.periodSeconds,
  timeoutSeconds: timing.timeoutSeconds,
  failureThreshold: timing.failureThreshold,
});

/** The probes that most containers have, as expressions. */
export interface ProbeTimings {
  readonly startupProbe: ValueRef<ProbeTiming>;
  readonly livenessProbe: ValueRef<ProbeTiming>;
  readonly readinessProbe: ValueRef<ProbeTiming>;
}

/** What the timing of these probes must fulfil: a try ends before the next one is due. */
export const probeRules = ({ startupProbe, livenessProbe, readinessProbe }: ProbeTimings): readonly Rule[] =>
  [startupProbe, livenessProbe, readinessProbe].map(({ timeoutSeconds, periodSeconds }) =>
    rule(timeoutSeconds, gt(timeoutSeconds, periodSeconds), str`must be at most the period (${periodSeconds} seconds)`),
  );
