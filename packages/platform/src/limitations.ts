import { readFileSync } from 'node:fs';

import type { Condition, Expr, Rule } from 'chartkit';
import { and, contains, join, list, not, object, oneOf, rule, slice } from 'chartkit';
import { parse } from 'yaml';

/** Names of limitations. A name means the same for every program. */
export const limitationNames = [
  'cpuOnly',
  'deviceLogin',
  'natsLogin',
  'privateCaOidc',
  'qdrantApiKey',
  'qdrantPort',
  'tlsNats',
  'tlsQdrant',
  'tlsServer',
  'tlsTelemetry',
  'tlsValkey',
  'tlsVerifyCa',
] as const;
export type LimitationName = (typeof limitationNames)[number];

/** Something that a program cannot do at its version. */
export interface Limitation {
  /** The end of a sentence that starts with the program: `serve HTTPS`. */
  readonly cannot: string;
  /** What happens when it is tried, a sentence without its full stop. */
  readonly effect: string;
  /** What to do instead, a sentence without its full stop. */
  readonly remedy: string;
  /** Place in the source of the program or of a library. */
  readonly at: string;
  /** What the chart refuses because of it: the path of a value, and which value: `valkey.external.tls: true`. */
  readonly refuses?: string;
  /** What the chart does so that it has no consequence, a sentence without its full stop. */
  readonly workaround?: string;
  /** Test file that shows it with the client libraries of the program, relative to the root of the repository. */
  readonly witness?: string;
}

/** The part of `contract.yaml` that decides about values. */
export interface ProgramLimitations {
  /** Name of the container. */
  readonly container: string;
  /** Version of the program. */
  readonly version: string;
  readonly limitations: Readonly<Partial<Record<LimitationName, Limitation>>>;
}

/** The limitations of a program, and the values section of its service. */
export interface Limitations extends ProgramLimitations {
  /** Top-level key of the service's values. */
  readonly key: string;
}

/** Reads the limitations of a program from the `contract.yaml` of its service. */
export function limitationsOf(contract: URL, key: string): Limitations {
  const { container, version, limitations } = parse(readFileSync(contract, 'utf8')) as ProgramLimitations;
  return { container, version, limitations, key };
}

/** Whether the chart does anything about a limitation, so that resolving it makes a difference. */
export const isConfigurable = ({ refuses, workaround }: Limitation): boolean =>
  refuses !== undefined || workaround !== undefined;

/** The value by which deployers say that the image in use is newer than its contract. */
export const limitationsValues = ({ limitations }: Limitations) => ({
  resolvedLimitations: list(
    oneOf(
      Object.entries(limitations)
        .filter(([, limitation]) => isConfigurable(limitation))
        .map(([name]) => name)
        .toSorted(),
      { description: 'Name of a limitation.' },
    ),
    {
      default: [],
      uniqueItems: true,
      description: 'Limitations of the program that the image in use no longer has; see docs/limitations.md.',
    },
  ),
});

/** The values of `limitationsValues`, and whether the service is deployed, as expressions. */
export interface LimitationsValues {
  readonly enabled: Expr<boolean>;
  readonly resolvedLimitations: Expr<string[]>;
}

/** Whether the image in use has a limitation: `when(hasLimitation(values, 'natsLogin'), proxyContainer)`. */
export const hasLimitation = (
  { resolvedLimitations }: Pick<LimitationsValues, 'resolvedLimitations'>,
  name: LimitationName,
): Condition => not(contains(name, join(',', resolvedLimitations)));

/** The values of `limitationsValues` for code that runs before the service with the key of these limitations is built. */
export const resolvedLimitationsOf = (limitations: Limitations): Pick<LimitationsValues, 'resolvedLimitations'> =>
  slice(limitations.key, object(limitationsValues(limitations), { description: 'The service.' })).values;

/** A value, and when it asks for what a program cannot do. */
export interface LimitedValue {
  readonly value: Expr<unknown>;
  readonly given: Condition;
}

/**
 * Refuses a value while the service is deployed and its image has a limitation. A program without the limitation refuses
 * nothing, so that services which share code may share its rules.
 *
 * @param limited the value to change, whose path starts the message, and when it asks for what the program cannot do
 */
export function refuseLimited(
  { container, version, limitations, key }: Limitations,
  values: LimitationsValues,
  name: LimitationName,
  { value, given }: LimitedValue,
): readonly Rule[] {
  const limitation = limitations[name];
  if (limitation === undefined) return [];
  const { cannot, remedy } = limitation;
  return [
    rule(
      value,
      and(values.enabled, given, hasLimitation(values, name)),
      `${container} ${version} cannot ${cannot}. ${remedy}. If a newer image can, add "${name}" to ${key}.resolvedLimitations`,
    ),
  ];
}
