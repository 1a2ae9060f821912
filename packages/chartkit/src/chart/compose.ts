import { App, ApiObject, Chart } from 'cdk8s';
import type { TObject, TProperties } from 'typebox';

import { ChartkitError } from '../errors.js';
import { walk } from '../expr/children.js';
import type { Expr } from '../expr/expr.js';
import { nodeOf } from '../expr/expr.js';
import type { Node } from '../expr/node.js';
import { release } from '../expr/operators/chart.js';
import { defaultsOf } from '../values/defaults.js';
import { jsonSchema } from '../values/schema-type.js';
import { createValidator } from '../values/validate.js';
import { rootSchema } from './root-schema.js';
import { ExpressionResolver } from './expression-resolver.js';
import type { ChartMetadata } from './metadata.js';
import type { ChartModel, ChartObject } from './model.js';
import { collectNamed } from './collect-named.js';
import type { MadeObject } from './made-object.js';
import { madeObject } from './made-object.js';
import { conditionOf } from './resource.js';
import type { Rule } from './rule.js';
import { checkRulePaths } from './rule.js';
import type { Service } from './service.js';

/** What a chart is composed of. */
export interface ChartDefinition<Common extends TProperties = TProperties> {
  readonly metadata: ChartMetadata;
  /** Values at the top level that belong to no service: `global`, `nameOverride`. */
  readonly common: TObject<Common>;
  readonly services: readonly Service[];
  readonly rules?: readonly Rule[];
  /** What Helm shows after an installation: a text made with `lines()`. */
  readonly notes?: Expr<string>;
}

/**
 * Composes services into one chart. Runs every builder once.
 *
 * @throws ChartkitError for every mistake of an author that can be seen before there are values; see `docs/authoring.md`
 *
 * @example
 * const common = object({ mode: string({ default: 'fast', description: 'Mode.' }) }, { description: 'Values.' });
 * const values = topLevelValues(common);
 * const web = service({
 *   name: 'web',
 *   source: 'packages/web/src/builder.ts',
 *   build: (scope) => {
 *     resources.configMap(scope, { metadata: { name: 'web' }, data: { MODE: values.mode } });
 *   },
 * });
 * const metadata = { name: 'shop', version: '1.0.0', appVersion: '1', description: 'A shop.', kubeVersion: '>=1.30.0-0' };
 * const model = composeChart({ metadata, common, services: [web] });
 * printChart(model).get('templates/web/configmap.yaml')?.split('\n').at(-2)
 * // =>   MODE: {{ .Values.mode | quote }}
 * evaluateChart(model, { release: { name: 'my', namespace: 'apps' } })
 * // => [{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"web","namespace":"apps"},"data":{"MODE":"fast"}}]
 */
export function composeChart<Common extends TProperties>(definition: ChartDefinition<Common>): ChartModel {
  const { metadata, services, common } = definition;
  const schema = rootSchema(jsonSchema(common), services);
  const defaults = checkedDefaults(schema);
  const objects = services.length === 0 ? [] : buildObjects(services);
  // Services that share a connection bring the same rule.
  const rules = [...new Set([...(definition.rules ?? []), ...services.flatMap((service) => service.rules)])];
  checkRulePaths(rules, schema);
  const notes = definition.notes === undefined ? undefined : nodeOf(definition.notes);
  const roots = [
    ...objects.flatMap(({ tree, condition }) => (condition === undefined ? [tree] : [condition, tree])),
    ...rules.flatMap(({ violated, sentence }) => [violated, sentence]),
    ...(notes === undefined ? [] : [notes]),
  ];
  checkReferences(roots, defaults, objects);
  return { metadata, schema, defaults, objects, rules, notes, ...collectNamed(roots) };
}

function checkedDefaults(schema: ReturnType<typeof rootSchema>): Readonly<Record<string, unknown>> {
  const defaults = defaultsOf(schema) as Readonly<Record<string, unknown>>;
  const violations = createValidator(schema)(defaults);
  const [first] = violations;
  if (first !== undefined) {
    throw new ChartkitError({
      code: 'default-refused',
      problem: `the default ${first.problem}`,
      location: first.path,
      remedy: 'Change the default or the schema',
    });
  }
  return defaults;
}

function buildObjects(services: readonly Service[]): readonly ChartObject[] {
  const resolver = new ExpressionResolver();
  const app = new App({ resolvers: [resolver] });
  const objects: ChartObject[] = [];
  const made: MadeObject[] = [];
  for (const service of services) {
    // cdk8s types the namespace as a text; the resolver lets the expression through.
    const scope = new Chart(app, service.name, { namespace: release.namespace as unknown as string });
    try {
      service.build(scope, [...made]);
    } catch (error) {
      throw error instanceof ChartkitError ? error.at(service.name) : error;
    }
    const found = scope.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
    const own = found.map((object) => toChartObject(service, object, resolver));
    objects.push(...own);
    made.push(...own.map(madeObject));
  }
  return objects;
}

function toChartObject(service: Service, object: ApiObject, resolver: ExpressionResolver): ChartObject {
  const conditions = [service.enabled, conditionOf(object)].filter((when) => when !== undefined).map(nodeOf);
  const [condition] = conditions;
  const path = object.node.path;
  return {
    service: service.name,
    file: path.slice(service.name.length + 1).replaceAll('/', '-'),
    constructPath: path,
    source: service.source,
    condition: conditions.length > 1 ? { kind: 'logic', operator: 'and', operands: conditions } : condition,
    tree: resolver.treeOf(object),
  };
}

/** Every value that the chart looks at exists: a slice that no service brings would be absent in Helm. */
function checkReferences(
  roots: readonly Node[],
  defaults: Readonly<Record<string, unknown>>,
  objects: readonly ChartObject[],
): void {
  for (const root of roots) {
    walk(root, (node) => {
      if (node.kind !== 'reference' || node.root !== 'Values') return;
      const [key = ''] = node.path;
      if (Object.hasOwn(defaults, key)) return;
      const location = objects.find(({ tree, condition }) => tree === root || condition === root)?.constructPath;
      throw new ChartkitError({
        code: 'unknown-values-key',
        problem: `values.${node.path.join('.')} is used, but nothing in the chart declares "${key}"`,
        remedy: `Name the slice in the service's \`uses\``,
        ...(location === undefined ? {} : { location }),
      });
    });
  }
}
