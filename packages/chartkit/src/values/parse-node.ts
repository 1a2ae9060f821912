import type { Alias, Document, Node, Scalar, YAMLMap } from 'yaml';
import { isAlias, isMap, isScalar, isSeq } from 'yaml';

import type { ScalarValue } from './parse-scalar.js';
import { keyText, parsePlainScalar, parseTaggedScalar } from './parse-scalar.js';

/** Fails for a node that Helm does not take, with the problem and the remedy. */
export type Refuse = (node: Node, problem: string, remedy: string) => never;

/** Far more nodes than any values file has, fewer than would exhaust the memory. */
const maximumNodes = 1_000_000;

/** Gives the data of a parsed YAML document as Helm reads it: of a repeated key the last one counts. */
export class NodeReader {
  private readonly targets = new Map<Alias, Node>();
  private readonly followed = new Set<Node>();
  private nodes = 0;

  constructor(
    private readonly document: Document,
    private readonly source: string,
    private readonly refuse: Refuse,
  ) {}

  read(node: Node | null): unknown {
    if (node === null) return null;
    this.count(node);
    if (isAlias(node)) return this.follow(node, (target) => this.read(target));
    if (isMap(node)) return Object.fromEntries(this.fields(node).values());
    if (isSeq(node)) return node.items.map((item) => this.read(item as Node));
    return this.plainValue(node, this.scalar(node));
  }

  /** Key texts and values by typed key, since 1 and "1" are two keys to the parser that become one. */
  private fields(map: YAMLMap): Map<string, readonly [string, unknown]> {
    const fields = new Map<string, readonly [string, unknown]>();
    this.addFields(map, fields);
    const texts = new Set<string>();
    for (const [key] of fields.values()) {
      if (texts.has(key)) this.refuse(map, `the key ${key} stands in one map with different types`, 'Keep one of them');
      texts.add(key);
    }
    return fields;
  }

  private addFields(map: YAMLMap, fields: Map<string, readonly [string, unknown]>): void {
    for (const { key, value } of map.items as readonly { readonly key: Node; readonly value: Node | null }[]) {
      if (isMergeKey(key)) {
        // As Helm does: what is merged replaces keys that stand before it, and is replaced by those behind it.
        // Of several maps the first one wins, so it comes last.
        const sources = isSeq(value) ? (value.items as Node[]).toReversed() : [value ?? key];
        for (const source of sources) this.mergeFields(source, fields);
        continue;
      }
      const { kind, text } = this.key(key);
      fields.set(`${kind} ${text}`, [text, this.read(value)]);
    }
  }

  private mergeFields(source: Node, fields: Map<string, readonly [string, unknown]>): void {
    this.count(source);
    if (isMap(source)) {
      this.addFields(source, fields);
    } else if (isAlias(source)) {
      this.follow(source, (target) => {
        this.mergeFields(target, fields);
      });
    } else {
      this.refuse(source, 'a merge key (<<) needs a map or a list of maps', 'Merge an alias of a map');
    }
  }

  private key(node: Node): { readonly kind: string; readonly text: string } {
    if (isAlias(node)) return this.follow(node, (target) => this.key(target));
    const scalar = isScalar(node) ? this.scalar(node) : undefined;
    const text = scalar === undefined ? undefined : keyText(scalar);
    if (scalar === undefined || text === undefined) {
      return this.refuse(node, 'this cannot be the key of a map', 'Write the key as a text in quotes');
    }
    return { kind: scalar.kind, text };
  }

  private count(node: Node): void {
    this.nodes += 1;
    if (this.nodes > maximumNodes) this.refuse(node, 'the aliases multiply the document', 'Write the values out');
  }

  private follow<T>(alias: Alias, use: (target: Node) => T): T {
    const target = this.target(alias);
    if (this.followed.has(target)) {
      this.refuse(alias, `the anchor ${alias.source} contains itself`, 'Write the values out');
    }
    this.followed.add(target);
    try {
      return use(target);
    } finally {
      this.followed.delete(target);
    }
  }

  private target(alias: Alias): Node {
    const target = this.targets.get(alias) ?? alias.resolve(this.document);
    if (target === undefined) {
      return this.refuse(alias, `there is no anchor &${alias.source}`, 'Define the anchor before the alias');
    }
    // Looking an anchor up walks through the document.
    this.targets.set(alias, target);
    return target;
  }

  private scalar(node: Scalar): ScalarValue {
    const text = String(node.value);
    if (node.type === 'QUOTE_DOUBLE' && surrogateEscape.test(this.source.slice(...(node.range ?? [])))) {
      this.refuse(node, 'Helm does not read halves of characters (\\ud800 to \\udfff)', 'Write the character itself');
    }
    if (node.tag === undefined) return node.type === 'PLAIN' ? parsePlainScalar(text) : { kind: 'str', value: text };
    const value = parseTaggedScalar(node.tag, text);
    return value ?? this.refuse(node, `the tag ${node.tag} does not fit this value`, 'Leave out the tag');
  }

  private plainValue(node: Scalar, scalar: ScalarValue): unknown {
    if (scalar.kind === 'null') return null;
    if (scalar.kind !== 'float' && scalar.kind !== 'int') return scalar.value;
    const number = Number(scalar.value);
    return Number.isFinite(number) ? number : this.refuse(node, 'values have no infinity and no NaN', 'Quote the text');
  }
}

/** An escape as JSON writes characters beyond U+FFFF, two for one. */
const surrogateEscape = /(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]/;

const isMergeKey = (node: Node): boolean =>
  isScalar(node) &&
  node.value === '<<' &&
  (node.tag === undefined ? node.type === 'PLAIN' : node.tag === 'tag:yaml.org,2002:merge');
