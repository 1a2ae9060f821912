import type { Chart } from 'cdk8s';
import type { TObject, TProperties } from 'typebox';

import type { Expr } from '../expr/expr.js';
import type { ValueRef } from '../values/reference.js';
import type { ValuesOf } from '../values/schema.js';
import type { Rule } from './rule.js';
import type { Slice } from './slice.js';
import { slice } from './slice.js';

/** What one package contributes to a chart: its values and the builder of its objects. */
export interface Service {
  /** Name in lower case with dashes: folder of its templates and id of its construct. */
  readonly name: string;
  /** File that a reader of a template should open, relative to the repository. */
  readonly source: string;
  readonly slice: Slice;
  /** Values of others that the builder reads; a chart that lacks their owner still has them. */
  readonly uses: readonly Slice[];
  /** Under which condition any object of the service is there. */
  readonly enabled: Expr<unknown> | undefined;
  readonly rules: readonly Rule[];
  readonly build: (scope: Chart) => void;
}

/** What an author gives for a service. */
export interface ServiceDefinition<Properties extends TProperties> {
  readonly name: string;
  readonly source: string;
  /** Top-level key of the values, in camel case. */
  readonly key: string;
  readonly values: TObject<Properties>;
  readonly uses?: readonly Slice[];
  readonly enabled?: (values: ValueRef<ValuesOf<TObject<Properties>>>) => Expr<unknown>;
  readonly rules?: (values: ValueRef<ValuesOf<TObject<Properties>>>) => readonly Rule[];
  readonly build: (scope: Chart, values: ValueRef<ValuesOf<TObject<Properties>>>) => void;
}

/** Defines a service. The builder runs when the chart is composed, once, before any values are known. */
export function service<Properties extends TProperties>(definition: ServiceDefinition<Properties>): Service {
  const { name, source, key, values: schema, uses = [], enabled, rules, build } = definition;
  const own = slice(key, schema);
  return {
    name,
    source,
    slice: own,
    uses,
    enabled: enabled?.(own.values),
    rules: rules?.(own.values) ?? [],
    build: (scope) => {
      build(scope, own.values);
    },
  };
}
