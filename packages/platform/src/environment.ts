import type { AnySchema, DynamicItem, Expr, k8s } from 'chartkit';
import { boolean, integer, object, toText } from 'chartkit';

/** Environment variables of a container. */
export type Environment = readonly DynamicItem<k8s.EnvVar>[];

/** A value that a program reads from an environment variable of its own. */
export interface Setting<Schema extends AnySchema = AnySchema> {
  readonly variable: string;
  readonly schema: Schema;
}

/** Pairs a variable with the schema of its value. */
export const setting = <Schema extends AnySchema>(variable: string, schema: Schema): Setting<Schema> => ({
  variable,
  schema,
});

/** A whole number of a unit that the variable's name tells. */
export const integerSetting = (
  variable: string,
  bounds: { readonly minimum: number; readonly maximum: number; readonly default: number },
  description: string,
) => setting(variable, integer({ ...bounds, description }));

/** A duration in seconds; `minimum` is 1 unless told. */
export const secondsSetting = (variable: string, byDefault: number, description: string, minimum = 1) =>
  integerSetting(variable, { minimum, maximum: 604_800, default: byDefault }, `${description}, in seconds.`);

/** A duration in milliseconds. */
export const millisecondsSetting = (variable: string, byDefault: number, description: string, minimum = 0) =>
  integerSetting(variable, { minimum, maximum: 3_600_000, default: byDefault }, `${description}, in milliseconds.`);

/** A number of things; `minimum` is 1 unless told. */
export const countSetting = (variable: string, byDefault: number, description: string, minimum = 1) =>
  integerSetting(variable, { minimum, maximum: 10_000_000, default: byDefault }, `${description}.`);

/** A circuit breaker (app contract: `<PREFIX>_CB_…`). */
export const circuitBreakerSettings = (prefix: string) => ({
  circuitBreakerFailureThreshold: countSetting(
    `${prefix}_CB_FAILURE_THRESHOLD`,
    5,
    'Failures that open the circuit breaker',
  ),
  circuitBreakerSuccessThreshold: countSetting(`${prefix}_CB_SUCCESS_THRESHOLD`, 3, 'Successes that close it again'),
  circuitBreakerTimeoutSeconds: secondsSetting(`${prefix}_CB_TIMEOUT_SECS`, 30, 'How long it stays open'),
  circuitBreakerFailureWindowSeconds: secondsSetting(
    `${prefix}_CB_FAILURE_WINDOW_SECS`,
    60,
    'Within which failures are counted',
  ),
});

/** A switch. */
export const booleanSetting = (variable: string, byDefault: boolean, description: string) =>
  setting(variable, boolean({ default: byDefault, description }));

type Settings = Readonly<Record<string, Setting>>;
type SchemasOf<Group extends Settings> = { [Key in keyof Group]: Group[Key]['schema'] };

/** The schema of a group of settings. */
export function settingsValues<Group extends Settings>(settings: Group, description: string) {
  const schemas = Object.fromEntries(Object.entries(settings).map(([key, { schema }]) => [key, schema]));
  // Object.fromEntries forgets the keys; they are those of the settings.
  return object(schemas as SchemasOf<Group>, { description });
}

/** The environment of a group of settings: every variable is set, so that what runs is what the values say. */
export const settingsEnvironment = <Group extends Settings>(
  settings: Group,
  values: { readonly [Key in keyof Group]: Expr<string | number | boolean> },
): Environment =>
  Object.entries(settings).map(([key, { variable }]) => ({
    name: variable,
    value: toText(values[key as keyof Group]),
  }));
