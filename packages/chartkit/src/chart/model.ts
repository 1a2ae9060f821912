import type { Node, NodeOfKind } from '../expr/node.js';
import type { JsonSchema } from '../values/schema-type.js';
import type { ChartMetadata } from './metadata.js';
import type { Rule } from './rule.js';

/** One Kubernetes object of a chart. */
export interface ChartObject {
  /** Folder of its template: the service's name. */
  readonly service: string;
  /** File of its template, without `.yaml`. */
  readonly file: string;
  /** Path of its construct, for messages. */
  readonly constructPath: string;
  /** File that a reader should change, relative to the repository. */
  readonly source: string;
  readonly condition: Node | undefined;
  readonly tree: Node;
}

/** A composed chart: what every face of it is made from. */
export interface ChartModel {
  readonly metadata: ChartMetadata;
  /** Schema of the whole `values.yaml`, self-contained. */
  readonly schema: JsonSchema;
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly objects: readonly ChartObject[];
  readonly helpers: readonly NodeOfKind<'include'>[];
  readonly files: readonly NodeOfKind<'file'>[];
  readonly rules: readonly Rule[];
  readonly notes: Node | undefined;
}
