import type { ApiObject, IResolver, ResolutionContext } from 'cdk8s';

import { ChartkitError } from '../errors.js';
import { isExpr, isSpreadKey, nodeOf } from '../expr/expr.js';
import type { Node } from '../expr/node.js';
import type { ObjectField } from '../expr/nodes/object-node.js';
import { toNode } from '../expr/to-node.js';

const token = (index: number): string => `\u0000expression:${String(index)}`;
const tokenPattern = /^\u0000expression:(\d+)$/;

/**
 * Carries expressions through cdk8s. cdk8s copies and checks the tree of an object; an expression would not survive
 * that, so each one is replaced by a token on the way in and put back on the way out. What goes in must come out: a
 * token that cdk8s (or one of its generated classes) dropped is an error, not a missing field.
 */
export class ExpressionResolver implements IResolver {
  private readonly carried: { readonly object: ApiObject; readonly node: Node; readonly key: readonly string[] }[] = [];

  resolve(context: ResolutionContext): void {
    const value: unknown = context.value;
    if (!isExpr(value)) return;
    this.carried.push({ object: context.obj, node: nodeOf(value), key: context.key });
    context.replaceValue(token(this.carried.length - 1));
  }

  /**
   * The tree of an object.
   *
   * @throws ChartkitError `lost-expression`, `unserializable-object`, with the construct path
   */
  treeOf(object: ApiObject): Node {
    const first = this.carried.length;
    const json = serialize(object);
    const found = new Set<number>();
    const tree = this.located(object, () => this.restore(json, found));
    const lost = this.carried.findIndex((_, index) => index >= first && !found.has(index));
    if (lost >= 0) {
      throw new ChartkitError({
        code: 'lost-expression',
        problem: `the expression at "${this.carried[lost]?.key.join('.') ?? ''}" was lost on its way through cdk8s`,
        location: object.node.path,
        remedy:
          'Build the object with the functions of chartkit (statefulSet(), configMap(), …): the generated Kube… classes of cdk8s-plus drop expressions',
      });
    }
    return withMetadataInOrder(tree);
  }

  private located<T>(object: ApiObject, make: () => T): T {
    try {
      return make();
    } catch (error) {
      throw error instanceof ChartkitError ? error.at(object.node.path) : error;
    }
  }

  private restore(value: unknown, found: Set<number>): Node {
    if (typeof value === 'string') {
      const index = tokenPattern.exec(value)?.[1];
      const entry = index === undefined ? undefined : this.carried[Number(index)];
      if (entry === undefined) return { kind: 'literal', value };
      found.add(Number(index));
      return entry.node;
    }
    if (Array.isArray(value)) return { kind: 'array', items: value.map((item: unknown) => this.restore(item, found)) };
    if (typeof value !== 'object' || value === null) return toNode(value);
    const fields = Object.entries(value).map(([key, field]: [string, unknown]): ObjectField => {
      const node = this.restore(field, found);
      return isSpreadKey(key) ? { spread: node } : { key, value: node };
    });
    return { kind: 'object', fields };
  }
}

const metadataOrder = ['name', 'namespace', 'labels', 'annotations'];

/** cdk8s sorts the metadata by its own rules; people expect the name first. */
function withMetadataInOrder(tree: Node): Node {
  if (tree.kind !== 'object') return tree;
  const fields = tree.fields.map((field): ObjectField => {
    if (field.key !== 'metadata' || field.value.kind !== 'object') return field;
    const rank = ({ key }: ObjectField): number => metadataOrder.indexOf(key ?? '') + 1 || metadataOrder.length + 1;
    return {
      key: field.key,
      value: { kind: 'object', fields: [...field.value.fields].sort((left, right) => rank(left) - rank(right)) },
    };
  });
  return { kind: 'object', fields };
}

/** The object as cdk8s gives it, with keys in the order in which the author wrote them. */
function serialize(object: ApiObject): unknown {
  const before = process.env['CDK8S_DISABLE_SORT'];
  // The documented switch of ApiObject.toJson(); there is no option for it.
  process.env['CDK8S_DISABLE_SORT'] = 'true';
  try {
    return object.toJson() as unknown;
  } catch (error) {
    throw new ChartkitError(
      {
        code: 'unserializable-object',
        problem: error instanceof Error ? error.message : String(error),
        location: object.node.path,
        remedy: 'Use texts, numbers, booleans, lists, plain objects and expressions',
      },
      { cause: error },
    );
  } finally {
    if (before === undefined) delete process.env['CDK8S_DISABLE_SORT'];
    else process.env['CDK8S_DISABLE_SORT'] = before;
  }
}
