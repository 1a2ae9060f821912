import type { ChartModel } from 'chartkit';
import type { Leaf } from 'chartkit/testing';
import { leavesOf, withValueAt } from 'chartkit/testing';

import { offersCapability } from './offered-values.js';
import type { RenderedPrograms, Values } from './rendered-programs.js';
import { renderedPrograms } from './rendered-programs.js';

/** What a value offers with a program: TLS, a login, or a server outside the release. */
export interface Capability {
  /** Path of the value, such as `nats.external.tls`. */
  readonly path: string;
  /** The program, such as `api` or `nats-proxy.mjs`. */
  readonly program: string;
}

/**
 * The capabilities that a chart offers, by path of the value: every program whose container or configuration changes with the
 * value, in any of the value sets. Values that the chart refuses offer nothing.
 */
export function capabilitiesOf(
  model: ChartModel,
  valueSets: readonly Values[],
): ReadonlyMap<string, readonly Capability[]> {
  const sets = valueSets.flatMap((set) => {
    const values = withoutRefused(model, withLimitations(set));
    const { programs } = renderedPrograms(model, values);
    return programs === undefined ? [] : [{ values, programs }];
  });
  return new Map(
    leavesOf(model.schema)
      .filter(({ path }) => offersCapability(path))
      .map((leaf) => {
        const path = leaf.path.join('.');
        const tried = triedValues(leaf, valueSets);
        const programs = new Set(sets.flatMap((set) => changedBy(model, leaf.path, tried, set)));
        return [path, [...programs].toSorted().map((program) => ({ path, program }))];
      }),
  );
}

/** All values of a switch or an enumeration, and otherwise those of all sets, those with another host, and none. */
function triedValues({ path, schema }: Leaf, valueSets: readonly Values[]): readonly unknown[] {
  if (schema.type === 'boolean') return [true, false];
  if (schema.enum !== undefined) return schema.enum;
  const given = valueSets.map((values) => valueAt(values, path)).filter((value) => typeof value === 'string');
  return [...new Set([...given, ...given.map((value) => value.replace('.com', '.net')), ''])];
}

const valueAt = (values: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (below, key) => (typeof below === 'object' && below !== null ? (below as Values)[key] : undefined),
    values,
  );

function without(values: Values, [key = '', ...rest]: readonly string[]): Values {
  const { [key]: below, ...others } = values;
  return rest.length === 0 ? others : { ...others, [key]: without(below as Values, rest) };
}

interface RenderedSet {
  readonly values: Values;
  readonly programs: RenderedPrograms;
}

function changedBy(
  model: ChartModel,
  path: readonly string[],
  tried: readonly unknown[],
  { values, programs }: RenderedSet,
): readonly string[] {
  const present = valueAt(values, path);
  return tried
    .filter((value) => value !== present)
    .flatMap((value) => {
      const { programs: changed } = renderedPrograms(model, withValueAt(values, path, value));
      if (changed === undefined) return [];
      return [...programs.keys()].filter(
        (program) => changed.has(program) && changed.get(program) !== programs.get(program),
      );
    });
}

/** Leaves out what the chart refuses, such as values that ask for what a program cannot do. */
function withoutRefused(model: ChartModel, values: Values): Values {
  const rendered = renderedPrograms(model, values);
  if (rendered.programs !== undefined) return values;
  const given = rendered.refused.find((path) => valueAt(values, path) !== undefined);
  return given === undefined ? values : withoutRefused(model, without(values, given));
}

/** The image in use is the one of the contract: no limitation is resolved. */
const withLimitations = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([key, section]) => [
      key,
      typeof section === 'object' && section !== null && 'resolvedLimitations' in section
        ? { ...section, resolvedLimitations: [] }
        : section,
    ]),
  );
