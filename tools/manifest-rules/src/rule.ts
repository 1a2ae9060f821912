import type { Manifest } from './objects.js';

/** What rules must know that no object says. */
export interface Surroundings {
  readonly namespace: string;
  /** Names that the deployer gave in the values: Secrets, claims and classes that exist without the chart. */
  readonly supplied: ReadonlySet<string>;
  /** Objects that programs of the release make, such as `Secret web`, and their keys. */
  readonly madeLater: ReadonlyMap<string, ReadonlySet<string>>;
  /** Services whose servers work only while more than half of them do, by `app.kubernetes.io/name`. */
  readonly needMajority: ReadonlySet<string>;
}

/** A rule over all objects of a release: what is wrong, a sentence each. */
export type ManifestRule = (objects: readonly Manifest[], surroundings: Surroundings) => readonly string[];
