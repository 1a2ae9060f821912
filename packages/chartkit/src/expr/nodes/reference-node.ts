import type { ValueType } from '../value-type.js';

/** A built-in object of Helm below which values are found by a path: `.Values.api.port`, `.Release.Name`. */
export interface ReferenceNode {
  readonly kind: 'reference';
  readonly root: 'Values' | 'Release' | 'Chart';
  readonly path: readonly string[];
  readonly type: ValueType;
}
