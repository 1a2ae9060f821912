import type { ArrayNode } from './nodes/array-node.js';
import type { BindNode } from './nodes/bind-node.js';
import type { CallNode } from './nodes/call-node.js';
import type { CapabilityNode } from './nodes/capability-node.js';
import type { ChoiceNode } from './nodes/choice-node.js';
import type { ComparisonNode } from './nodes/comparison-node.js';
import type { EntriesNode } from './nodes/entries-node.js';
import type { EntryNode } from './nodes/entry-node.js';
import type { FallbackNode } from './nodes/fallback-node.js';
import type { FileNode } from './nodes/file-node.js';
import type { IncludeNode } from './nodes/include-node.js';
import type { LinesNode } from './nodes/lines-node.js';
import type { LiteralNode } from './nodes/literal-node.js';
import type { LogicNode } from './nodes/logic-node.js';
import type { LookupNode } from './nodes/lookup-node.js';
import type { LoopNode } from './nodes/loop-node.js';
import type { MapEntriesNode } from './nodes/map-entries-node.js';
import type { ObjectNode } from './nodes/object-node.js';
import type { ReferenceNode } from './nodes/reference-node.js';
import type { RequiredNode } from './nodes/required-node.js';
import type { TextNode } from './nodes/text-node.js';
import type { UrlPortNode } from './nodes/url-port-node.js';
import type { VariableNode } from './nodes/variable-node.js';
import type { YamlNode } from './nodes/yaml-node.js';

/** Every kind of node: the closed language in which trees of Kubernetes objects are written. */
export type Node =
  | ArrayNode
  | BindNode
  | CallNode
  | CapabilityNode
  | ChoiceNode
  | ComparisonNode
  | EntriesNode
  | EntryNode
  | FallbackNode
  | FileNode
  | IncludeNode
  | LinesNode
  | LiteralNode
  | LogicNode
  | LookupNode
  | LoopNode
  | MapEntriesNode
  | ObjectNode
  | ReferenceNode
  | RequiredNode
  | TextNode
  | UrlPortNode
  | VariableNode
  | YamlNode;

/** The node of one kind. */
export type NodeOfKind<Kind extends Node['kind']> = Extract<Node, { readonly kind: Kind }>;

/** One function a kind. A face of the tree that lacks a kind does not compile. */
export type NodeVisitor<Context, Result> = {
  readonly [Kind in Node['kind']]: (node: NodeOfKind<Kind>, context: Context) => Result;
};

/** Calls the function of the node's kind. */
export function visit<Context, Result>(node: Node, visitor: NodeVisitor<Context, Result>, context: Context): Result {
  // The table's type pairs each kind with its function; TypeScript cannot follow that through an index.
  const handle = visitor[node.kind] as (node: Node, context: Context) => Result;
  return handle(node, context);
}
