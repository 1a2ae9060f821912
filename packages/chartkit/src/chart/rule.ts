import { ChartkitError } from '../errors.js';
import type { Expr } from '../expr/expr.js';
import { nodeOf } from '../expr/expr.js';
import type { Node } from '../expr/node.js';
import { toNode } from '../expr/to-node.js';
import type { JsonSchema } from '../values/schema-type.js';

/** A relation between values that a schema cannot express. */
export interface Rule {
  /** Path of the value that the reader should change, such as `postgresql.external.host`. */
  readonly path: readonly string[];
  readonly violated: Node;
  readonly sentence: Node;
}

/**
 * Declares that values contradict each other under a condition. Helm and the evaluator refuse them with the sentences of
 * all violated rules at once.
 *
 * @param value the value to change; its path starts the message
 * @param violated when it is wrong
 * @param sentence what is wrong and what to do, without a full stop: `is needed when postgresql.enabled is false`
 *
 * @example
 * const { values } = slice('db', object({ host: string({ default: '', description: 'Host.' }) }, { description: 'Database.' }));
 * rule(values.host, not(values.host), 'is needed').path // => ["db","host"]
 */
export function rule(value: Expr<unknown>, violated: Expr<unknown>, sentence: Expr<string> | string): Rule {
  const node = nodeOf(value);
  if (node.kind !== 'reference' || node.root !== 'Values') {
    throw new ChartkitError({
      code: 'rule-without-path',
      problem: 'a rule was declared on something that is no value',
      remedy: 'Give the value that the reader should change, such as values.external.host',
    });
  }
  return { path: node.path, violated: nodeOf(violated), sentence: toNode(sentence) };
}

/**
 * Checks that the values of a chart have what its rules name.
 *
 * @throws ChartkitError `rule-path-unknown`
 */
export function checkRulePaths(rules: readonly Rule[], schema: JsonSchema): void {
  for (const { path } of rules) {
    let found: JsonSchema | undefined = schema;
    for (const key of path) found = Object.hasOwn(found?.properties ?? {}, key) ? found?.properties?.[key] : undefined;
    if (found !== undefined) continue;
    throw new ChartkitError({
      code: 'rule-path-unknown',
      problem: 'a rule names a value that nothing in the chart declares',
      location: path.join('.'),
      remedy: "Name the slice in the service's `uses`, or declare the value",
    });
  }
}
