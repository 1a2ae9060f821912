import type { ValueType } from '../value-type.js';
import type { Variable } from '../variable.js';

/** The item of a loop, the key or value of a map's entry, or a bound value, optionally a field below it. */
export interface VariableNode {
  readonly kind: 'variable';
  readonly variable: Variable;
  readonly path: readonly string[];
  readonly type: ValueType;
}
