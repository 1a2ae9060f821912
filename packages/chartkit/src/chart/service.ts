import type { Chart } from 'cdk8s';
import type { TObject, TProperties } from 'typebox';

import type { Expr } from '../expr/expr.js';
import type { ValueRef } from '../values/reference.js';
import type { ValuesOf } from '../values/values-of.js';
import type { MadeObject } from './made-object.js';
import type { Rule } from './rule.js';
import type { Slice } from './slice.js';
import { slice } from './slice.js';

/** What one package contributes to a chart: its values and the builder of its objects. */
export interface Service {
  /** Name in lower case with dashes: folder of its templates and id of its construct. */
  readonly name: string;
  /** File that a reader of a template should open, relative to the repository. */
  readonly source: string;
  /** The values that the service owns, if it owns any. */
  readonly slice: Slice | undefined;
  /** Values that the builder reads and other services may read, own or complete too. */
  readonly uses: readonly Slice[];
  /** Under which condition any object of the service is there. */
  readonly enabled: Expr<unknown> | undefined;
  readonly rules: readonly Rule[];
  /** `made`: the objects of the services before it in the chart. */
  readonly build: (scope: Chart, made: readonly MadeObject[]) => void;
}

interface CommonDefinition {
  readonly name: string;
  readonly source: string;
  readonly uses?: readonly Slice[];
}

/** The schemas of a service's own values. */
export type ServiceProperties = TProperties;
/** A service's own values as expressions. */
export type ServiceValues<Properties extends ServiceProperties> = ValueRef<ValuesOf<TObject<Properties>>>;

/** What an author gives for a service that owns a top-level key of the values. */
export interface ServiceDefinition<Properties extends ServiceProperties> extends CommonDefinition {
  /** Top-level key of the values, in camel case. */
  readonly key: string;
  readonly values: TObject<Properties>;
  readonly enabled?: (values: ServiceValues<Properties>) => Expr<unknown>;
  readonly rules?: (values: ServiceValues<Properties>) => readonly Rule[];
  readonly build: (scope: Chart, values: ServiceValues<Properties>, made: readonly MadeObject[]) => void;
}

/** What an author gives for a service that owns no key: all its values stand in slices that it uses. */
export interface KeylessServiceDefinition extends CommonDefinition {
  readonly key?: undefined;
  readonly enabled?: () => Expr<unknown>;
  readonly rules?: () => readonly Rule[];
  readonly build: (scope: Chart, made: readonly MadeObject[]) => void;
}

/** Defines a service. The builder runs when the chart is composed, once, before any values are known. */
export function service<Properties extends TProperties>(definition: ServiceDefinition<Properties>): Service;
export function service(definition: KeylessServiceDefinition): Service;
export function service<Properties extends TProperties>(
  definition: ServiceDefinition<Properties> | KeylessServiceDefinition,
): Service {
  const { name, source, uses = [] } = definition;
  if (definition.key === undefined) {
    const { enabled, rules, build } = definition;
    return { name, source, slice: undefined, uses, enabled: enabled?.(), rules: rules?.() ?? [], build };
  }
  const { key, values: schema, enabled, rules, build } = definition;
  const own = slice(key, schema);
  return {
    name,
    source,
    slice: own,
    uses,
    enabled: enabled?.(own.values),
    rules: rules?.(own.values) ?? [],
    build: (scope, made) => {
      build(scope, own.values, made);
    },
  };
}
