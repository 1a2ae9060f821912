import { ChartkitError } from '../../errors.js';
import { call } from '../call.js';
import type { Dynamic, DynamicItem } from '../dynamic.js';
import type { Expr } from '../expr.js';
import { expr, isExpr } from '../expr.js';
import type { Node } from '../node.js';
import { toNode } from '../to-node.js';
import { typeOf } from '../type-of.js';

type Text = Expr<string> | string;

/**
 * A text with expressions in it. Whole numbers stand in it as decimal digits.
 *
 * @example
 * show({ host: 'db', port: 80 }, ({ host, port }) => ({ url: str`http://${host}:${port}/` }))
 * // => url: "http://{{ .Values.host }}:{{ .Values.port }}/"
 * // => {"url":"http://db:80/"}
 */
export function str(
  literals: TemplateStringsArray,
  ...parts: readonly (Expr<string | number | boolean> | string | number)[]
): Expr<string> {
  const nodes = literals.flatMap((literal, index): Node[] => {
    const part = parts[index];
    const before: Node[] = literal === '' ? [] : [{ kind: 'literal', value: literal }];
    return index < parts.length ? [...before, ...partsOf(part)] : before;
  });
  const structure = nodes.find((node) => ['list', 'map', 'any'].includes(typeOf(node).kind) || typeOf(node).optional);
  if (structure !== undefined) {
    throw new ChartkitError({
      code: 'structure-in-text',
      problem: 'a list, a map or a value that may be absent stands in a text',
      remedy: 'Use toJson() or join() for structures, orElse() or withValue() for what may be absent',
    });
  }
  return expr({ kind: 'text', parts: nodes });
}

/** A text inside a text is part of it. */
function partsOf(part: unknown): readonly Node[] {
  if (!isExpr(part)) return [{ kind: 'literal', value: String(part) }];
  const node = toNode(part);
  return node.kind === 'text' ? node.parts : [node];
}

/**
 * The text between double quotes, escaped so that YAML, JSON and most configuration languages read it back.
 *
 * @example
 * show({ greeting: 'hi' }, ({ greeting }) => ({ 'motd.conf': lines(['[motd]', str`text = ${quote(greeting)}`]) }))
 * // => motd.conf: |
 * // =>   [motd]
 * // =>   text = {{ .Values.greeting | quote }}
 * // => {"motd.conf":"[motd]\ntext = \"hi\"\n"}
 */
export const quote = (text: Expr<string | number | boolean>): Expr<string> => call('quote', text);

/**
 * The value as JSON on one line, keys in order.
 *
 * @example
 * show({ hosts: ['a', 'b'] }, ({ hosts }) => ({ HOSTS: toJson(hosts) }))
 * // => HOSTS: {{ .Values.hosts | toJson | quote }}
 * // => {"HOSTS":"[\"a\",\"b\"]"}
 */
export const toJson = (value: Expr<unknown>): Expr<string> => call('toJson', value);

/**
 * A number or boolean as a text, as an environment variable wants it.
 *
 * @example
 * show({ port: 80 }, ({ port }) => ({ PORT: toText(port) }))
 * // => PORT: {{ .Values.port | quote }}
 * // => {"PORT":"80"}
 */
export const toText = (value: Expr<string | number | boolean>): Expr<string> => call('toString', value);

/**
 * The text in lower case.
 *
 * @example
 * show({ level: 'INFO' }, ({ level }) => ({ level: lower(level) }))
 * // => level: {{ .Values.level | lower | quote }}
 * // => {"level":"info"}
 */
export const lower = (text: Text): Expr<string> => call('lower', text);

/**
 * At most the first `length` bytes of a text.
 *
 * @example
 * show({ name: 'web-server' }, ({ name }) => ({ name: trimSuffix('-', truncate(4, name)) }))
 * // => name: {{ .Values.name | trunc 4 | trimSuffix "-" | quote }}
 * // => {"name":"web"}
 */
export const truncate = (length: number, text: Text): Expr<string> => call('trunc', length, text);

/** The text without a given end. */
export const trimSuffix = (suffix: string, text: Text): Expr<string> => call('trimSuffix', suffix, text);

/**
 * The text with every occurrence of one text replaced.
 *
 * @example
 * show({ name: 'a.b.c' }, ({ name }) => ({ name: replace('.', '-', name) }))
 * // => name: {{ .Values.name | replace "." "-" | quote }}
 * // => {"name":"a-b-c"}
 */
export const replace = (search: string, replacement: string, text: Text): Expr<string> =>
  call('replace', search, replacement, text);

/**
 * Whether a text contains another one.
 *
 * @example
 * show({ image: 'web:1.2' }, ({ image }) => ({ tagged: contains(':', image) }))
 * // => tagged: {{ contains ":" .Values.image }}
 * // => {"tagged":true}
 */
export const contains = (part: Text, text: Text): Expr<boolean> => call('contains', part, text);

/**
 * Whether a text starts with another one.
 *
 * @example
 * show({ url: 'https://db' }, ({ url }) => ({ secure: startsWith('https://', url) }))
 * // => secure: {{ hasPrefix "https://" .Values.url }}
 * // => {"secure":true}
 */
export const startsWith = (prefix: Text, text: Text): Expr<boolean> => call('hasPrefix', prefix, text);

/** Whether a text ends with another one. */
export const endsWith = (suffix: Text, text: Text): Expr<boolean> => call('hasSuffix', suffix, text);

/**
 * The base64 form of the text's UTF-8 bytes.
 *
 * @example
 * show({ user: 'admin' }, ({ user }) => ({ user: base64(user) }))
 * // => user: {{ .Values.user | b64enc | quote }}
 * // => {"user":"YWRtaW4="}
 */
export const base64 = (text: Text): Expr<string> => call('b64enc', text);

/**
 * The SHA-256 of the text's UTF-8 bytes, as 64 hexadecimal digits.
 *
 * @example
 * show({ config: 'a' }, ({ config }) => ({ checksum: sha256(config) }))
 * // => checksum: {{ .Values.config | sha256sum | quote }}
 * // => {"checksum":"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"}
 */
export const sha256 = (text: Text): Expr<string> => call('sha256sum', text);

/**
 * The items of a list of texts or numbers with a separator between them.
 *
 * @example
 * show({ hosts: ['a', 'b'] }, ({ hosts }) => ({ hosts: join(',', hosts) }))
 * // => hosts: {{ .Values.hosts | join "," | quote }}
 * // => {"hosts":"a,b"}
 */
export const join = (separator: string, list: Expr<readonly (string | number)[]>): Expr<string> =>
  call('join', separator, list);

/**
 * A text of several lines; a line may be conditional (`when`) or come from a loop (`each`). The text ends with exactly
 * one line feed, as text files do.
 *
 * @throws ChartkitError `unsafe-line` when a line's expression may hold characters that do not survive in a YAML block
 *
 * @example
 * show({ host: '', words: ['x'] }, ({ host, words }) => ({
 *   text: lines(['[main]', when(host, str`host = ${host}`), each(words, (word) => str`- ${word}`)]),
 * }))
 * // => text: |
 * // =>   [main]
 * // =>   {{- if .Values.host }}
 * // =>   host = {{ .Values.host }}
 * // =>   {{- end }}
 * // =>   {{- range .Values.words }}
 * // =>   - {{ . }}
 * // =>   {{- end }}
 * // => {"text":"[main]\n- x\n"}
 */
export function lines(items: readonly DynamicItem<string>[]): Expr<string> {
  const array = toNode(items);
  const nodes = array.kind === 'array' ? array.items : [];
  return expr({ kind: 'lines', items: nodes });
}

/**
 * A tree as the text of a YAML file, for a configuration that a program reads from a ConfigMap.
 *
 * @example
 * show({ port: 80 }, ({ port }) => ({ 'config.yaml': yamlText({ listen: { port } }) }))
 * // => config.yaml: |
 * // =>   listen:
 * // =>     port: {{ .Values.port }}
 * // => {"config.yaml":"listen:\n  port: 80\n"}
 */
export const yamlText = <T>(tree: NoInfer<Dynamic<T>>): Expr<string> => expr({ kind: 'yaml', tree: toNode(tree) });
