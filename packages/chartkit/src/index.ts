export type { k8s } from 'cdk8s-plus-28';

export { ChartkitError } from './errors.js';
export type { Dynamic, DynamicItem, Plain } from './expr/dynamic.js';
export type { Expr } from './expr/expr.js';
export { isExpr } from './expr/expr.js';
export { lookup, optional, orElse, required, withValue } from './expr/operators/absence.js';
export { add, divide, length, multiply, subtract, wholeNumber } from './expr/operators/arithmetic.js';
export { chart, file, hasApiVersion, helper, release } from './expr/operators/chart.js';
export { eq, ge, gt, le, lt, ne } from './expr/operators/comparisons.js';
export type { Condition } from './expr/operators/conditions.js';
export { and, not, or, when } from './expr/operators/conditions.js';
export { each, entries, entry, mapEntries } from './expr/operators/loops.js';
export {
  base64,
  contains,
  endsWith,
  join,
  lines,
  lower,
  quote,
  replace,
  sha256,
  startsWith,
  str,
  toJson,
  toText,
  trimSuffix,
  truncate,
  yamlText,
} from './expr/operators/texts.js';
export { urlPort } from './expr/operators/urls.js';
export type { FormatName } from './values/formats.js';
export { formats } from './values/formats.js';
export type { ValueRef } from './values/reference.js';
export type { AnySchema } from './values/schema.js';
export {
  anyObject,
  boolean,
  integer,
  kubernetes,
  list,
  map,
  number,
  object,
  oneOf,
  openObject,
  optionalField,
  port,
  string,
} from './values/schema.js';
export type { ValuesOf } from './values/values-of.js';
export { parseValues } from './values/parse.js';
export type { ChartDefinition } from './chart/compose.js';
export { composeChart } from './chart/compose.js';
export type { MadeObject } from './chart/made-object.js';
export type { ChartMetadata } from './chart/metadata.js';
export type { ChartModel } from './chart/model.js';
export { printChart } from './chart/print-chart.js';
export * as resources from './chart/resource.js';
export type { ResourceOptions } from './chart/resource.js';
export type { Rule } from './chart/rule.js';
export { rule } from './chart/rule.js';
export type {
  KeylessServiceDefinition,
  Service,
  ServiceDefinition,
  ServiceProperties,
  ServiceValues,
} from './chart/service.js';
export { service } from './chart/service.js';
export type { Slice } from './chart/slice.js';
export { slice, topLevelValues } from './chart/slice.js';
export { writeChart } from './chart/write-chart.js';
export type { Manifest, RenderOptions } from './evaluate/evaluate-chart.js';
export { evaluateChart, evaluateNotes } from './evaluate/evaluate-chart.js';
export { RefusedValuesError } from './evaluate/refused-values-error.js';
export type { Release } from './evaluate/scope.js';
