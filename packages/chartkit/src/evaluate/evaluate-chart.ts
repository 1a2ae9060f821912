import { ChartkitError } from '../errors.js';
import type { ChartModel, ChartObject } from '../chart/model.js';
import { mergeValues } from '../values/merge.js';
import { createValidator } from '../values/validate.js';
import { evaluate, evaluateTree } from './evaluate.js';
import { textOf } from './functions.js';
import { isEmpty } from '../go/is-empty.js';
import type { Release, Scope } from './scope.js';
import type { PlainMap } from './structures.js';
import { at, isMap } from './structures.js';
import { RefusedValuesError } from './refused-values-error.js';

/** What a chart is rendered for. */
export interface RenderOptions {
  readonly release: Release;
  /** The deployer's values, later ones over earlier ones, as Helm's `-f`. */
  readonly values?: readonly PlainMap[];
  /** API versions and kinds that the cluster serves beyond those that the chart needs, as Helm's `--api-versions`. */
  readonly apiVersions?: readonly string[];
}

/** A Kubernetes object as plain data. */
export type Manifest = Readonly<Record<string, unknown>>;

/**
 * Renders the objects of a chart in process, in the order of the chart. Equal to what `helm template` prints.
 *
 * @throws RefusedValuesError when the values are refused by the schema or by rules, with all reasons at once
 * @throws ChartkitError `duplicate-object` when two objects have one kind, namespace and name
 */
export function evaluateChart(model: ChartModel, options: RenderOptions): readonly Manifest[] {
  const scope = scopeFor(model, options);
  const rendered = model.objects.flatMap((object) => {
    const manifest = renderObject(object, scope);
    return manifest === undefined ? [] : [{ object, manifest }];
  });
  refuseDuplicates(rendered);
  return rendered.map(({ manifest }) => manifest);
}

/** The text that Helm shows after an installation; empty when the chart has none. */
export function evaluateNotes(model: ChartModel, options: RenderOptions): string {
  return model.notes === undefined ? '' : String(evaluateTree(model.notes, scopeFor(model, options)));
}

function scopeFor(model: ChartModel, { release, values = [], apiVersions = [] }: RenderOptions): Scope {
  const merged = mergeValues(model.defaults, ...values);
  const violations = createValidator(model.schema)(merged, model.defaults);
  if (violations.length > 0) throw new RefusedValuesError(violations);
  const { name, version, appVersion } = model.metadata;
  const scope: Scope = {
    roots: {
      Values: merged,
      Release: { Name: release.name, Namespace: release.namespace, Service: 'Helm' },
      Chart: { Name: name, Version: version, AppVersion: appVersion },
    },
    apiVersions: new Set(apiVersions),
    variables: new Map(),
    named: new Map(),
  };
  const broken = model.rules.filter(({ violated }) => !isEmpty(evaluate(violated, scope)));
  if (broken.length > 0) {
    throw new RefusedValuesError(
      broken.map(({ path, sentence }) => ({ path: path.join('.'), problem: String(evaluate(sentence, scope)) })),
    );
  }
  return scope;
}

function renderObject({ condition, tree, constructPath }: ChartObject, scope: Scope): Manifest | undefined {
  try {
    if (condition !== undefined && isEmpty(evaluate(condition, scope))) return undefined;
    const manifest = evaluateTree(tree, scope);
    return isMap(manifest) ? manifest : undefined;
  } catch (error) {
    throw error instanceof ChartkitError ? error.at(constructPath) : error;
  }
}

function refuseDuplicates(rendered: readonly { readonly object: ChartObject; readonly manifest: Manifest }[]): void {
  const paths = new Map<string, string>();
  for (const { object, manifest } of rendered) {
    const identity = [['apiVersion'], ['kind'], ['metadata', 'namespace'], ['metadata', 'name']]
      .map((path) => textOf(at(manifest, path) ?? ''))
      .join(' ');
    const other = paths.get(identity);
    if (other !== undefined) {
      throw new ChartkitError({
        code: 'duplicate-object',
        problem: `the object "${identity}" is also made by ${other}`,
        location: object.constructPath,
        remedy: 'Give one of them another name',
      });
    }
    paths.set(identity, object.constructPath);
  }
}
