import type { Node } from '../node.js';

/** A tree as YAML text: a configuration file inside a ConfigMap. */
export interface YamlNode {
  readonly kind: 'yaml';
  readonly tree: Node;
}
