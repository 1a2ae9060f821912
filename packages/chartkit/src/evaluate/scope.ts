import type { Variable } from '../expr/variable.js';

/** What a chart knows of its release, as Helm's `.Release`. */
export interface Release {
  readonly name: string;
  readonly namespace: string;
}

/** Everything that an expression can look at. */
export interface Scope {
  readonly roots: Readonly<Record<'Values' | 'Release' | 'Chart', unknown>>;
  /** API versions and kinds that the cluster serves. */
  readonly apiVersions: ReadonlySet<string>;
  readonly variables: ReadonlyMap<Variable, unknown>;
  /** Values of named trees that were evaluated already: they depend on nothing but the roots. */
  readonly named: Map<string, unknown>;
}

/** The scope with variables added. */
export const withVariables = (scope: Scope, ...added: readonly (readonly [Variable, unknown])[]): Scope => ({
  ...scope,
  variables: new Map([...scope.variables, ...added]),
});
