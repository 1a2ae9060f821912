/**
 * Formats of strings that deployers write, as regular expressions that mean the same in JavaScript (flag `u`), in Go's
 * RE2 (Helm validates with both gojsonschema and santhosh-tekuri/jsonschema) and in JSON Schema draft-07: anchored, no
 * look-around, no `.`, no class shorthand that differs.
 */

/**
 * Which characters a text may hold, from the narrowest to the widest. The printer needs it to know when a text may stand
 * unquoted or between double quotes without being escaped.
 *
 * - `plain`: starts with a letter or digit, then only letters, digits and `._/@:+-`; no `: ` and no ` #`.
 * - `quotable`: one line without control characters, `"` and `\`.
 * - `lines`: printable text, tabs and line feeds.
 * - `any`: anything.
 */
export type TextClass = 'plain' | 'quotable' | 'lines' | 'any';

/** A named format: the expression, a sentence for messages and which characters its texts may hold. */
export interface Format {
  readonly pattern: string;
  readonly expected: string;
  readonly text: TextClass;
}

const label = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;
/** An IPv6 address in brackets, without the forms that end in an IPv4 address. Helm 4 reads no URL with anything but an address. */
const ipv6 = (() => {
  const group = '[0-9a-fA-F]{1,4}';
  // `::` stands for one group or more: as many before it as there may be, and then the fewer behind it.
  const shortened = [1, 2, 3, 4, 5, 6].map((before) => `(${group}:){1,${before}}(:${group}){1,${7 - before}}`);
  const addresses = [`(${group}:){7}${group}`, ...shortened, `(${group}:){1,7}:`, `:((:${group}){1,7}|:)`];
  return `\\[(${addresses.join('|')})\\]`;
})();
const qualifiedName = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';
const huggingFaceRepository = '[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*';
const escaped = '%[0-9A-Fa-f]{2}';
const urlRest = `([A-Za-z0-9._~:/?@!$&()*+,;=-]|${escaped})*(#([A-Za-z0-9._~:/?@!$&()*+,;=-]|${escaped})*)?`;
/** A TCP port, from 1 to 65535. */
const tcpPort = '([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])';
const authority = `(${subdomain}|${ipv6})(:${tcpPort})?`;

const define = (pattern: string, expected: string, text: TextClass): Format => ({
  pattern: `^${pattern}$`,
  expected,
  text,
});

const cronRange = '(\\*|[0-9]{1,2}(-[0-9]{1,2})?)(/[1-9][0-9]?)?';
const cronField = `${cronRange}(,${cronRange})*`;
const objectKeyPart = '[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}';

/** The formats by name. An empty text is a value of none of them; see `emptyOr`. */
export const formats = {
  /** RFC 1123 label: names of Services and ports, 63 characters. */
  dnsLabel: define(label, 'a lower-case RFC 1123 label (letters, digits and "-", at most 63 characters)', 'plain'),
  /** RFC 1123 subdomain: names of most objects, 253 characters (set `maxLength`). */
  dnsSubdomain: define(subdomain, 'a lower-case RFC 1123 subdomain', 'plain'),
  /** Key of a Secret or ConfigMap. */
  dataKey: define('[A-Za-z0-9][-A-Za-z0-9_.]*', 'a key of letters, digits, "-", "_" and "."', 'plain'),
  /** A host without scheme, path and port. */
  host: define(
    `(${subdomain}|${ipv6})`,
    'a host name or an IPv4 or [IPv6] address, without scheme and port',
    'quotable',
  ),
  /** Host of an Ingress or HTTPRoute: may start with one wildcard label. */
  wildcardHost: define(
    `(\\*\\.)?${subdomain}`,
    'a host name such as "explorer.example.com" or "*.example.com"',
    'quotable',
  ),
  /** Absolute http or https URL. */
  httpUrl: define(
    `https?://${authority}(/${urlRest})?`,
    'an absolute URL that starts with http:// or https://',
    'quotable',
  ),
  /** Absolute http or https URL to which a path is appended: no slash at its end, no query. */
  baseUrl: define(
    `https?://${authority}(/([A-Za-z0-9._~!$&()*+,;=:@-]|${escaped})+)*`,
    'an absolute URL that starts with http:// or https:// and does not end with "/"',
    'quotable',
  ),
  /** URL of a gRPC server: with a port, and nothing behind it. */
  grpcUrl: define(
    `https?://(${subdomain}|${ipv6}):${tcpPort}`,
    'a URL with a port and nothing behind it, such as "http://otlp.example.com:4317"',
    'quotable',
  ),
  /** URL of a NATS server, plain or TLS. */
  natsUrl: define(`(nats|tls)://${authority}`, 'a URL that starts with nats:// or tls://', 'quotable'),
  /** Absolute path inside a container, without `..`-free guarantee. */
  absolutePath: define('/[A-Za-z0-9._/@+-]*', 'an absolute path', 'quotable'),
  /** Kubernetes quantity, such as `500m`, `4Gi`, `1e3`. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
  quantity: define(
    '[+]?([0-9]+|[0-9]+\\.[0-9]*|\\.[0-9]+)(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?[0-9]{1,2})?',
    'a Kubernetes quantity such as "500m", "4Gi" or "1.5"',
    'quotable',
  ),
  /** Storage size: a quantity of bytes, whole, with a binary or decimal suffix. */
  storageSize: define('[1-9][0-9]{0,14}(Ki|Mi|Gi|Ti|Pi|k|M|G|T|P)?', 'a size in bytes such as "10Gi"', 'plain'),
  /** Bytes as CUDA settings have them: no binary suffixes such as `Gi`. */
  byteCount: define('[1-9][0-9]{0,15}([KMGT]B?)?', 'a number of bytes such as "8G" or "512MB" (not "8Gi")', 'plain'),
  /** Schedule of a CronJob. */
  cronSchedule: define(
    `(@(hourly|daily|weekly|monthly|yearly)|${Array<string>(5).fill(cronField).join(' ')})`,
    'five fields of numbers such as "30 2 * * *", or "@daily"',
    'quotable',
  ),
  /** Start of the names of objects in a bucket: names without a slash at either end. */
  objectKeyPrefix: define(`${objectKeyPart}(/${objectKeyPart})*`, 'names such as "backups/database"', 'quotable'),
  /** Memory as PostgreSQL has it: at most 976 GB, which every parameter takes. */
  postgresqlMemory: define('([1-9][0-9]{0,5}MB|[1-9][0-9]{0,2}GB)', 'memory such as "512MB" or "2GB"', 'plain'),
  /** Go duration, such as `1h30m` (https://pkg.go.dev/time#ParseDuration), not negative; less than the 292 years of Go. */
  duration: define(
    '([0-9]{1,7}(\\.[0-9]{1,3})?(ns|us|ms|s|m)|[0-9]{1,5}(\\.[0-9]{1,3})?h){1,6}',
    'a duration such as "30s" or "1h30m"',
    'plain',
  ),
  /** Duration of Prometheus, greatest unit first; set `minLength`, since a text of no parts matches. */
  prometheusDuration: define(
    '([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?',
    'a duration such as "30s", "1h30m" or "15d"',
    'quotable',
  ),
  /** Image repository with or without registry, no tag. https://github.com/distribution/reference */
  imageRepository: define(
    '[a-z0-9]+([._-]+[a-z0-9]+)*(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*',
    'an image repository without tag, such as "library/postgres"',
    'plain',
  ),
  /** Image registry host, optionally with port and a path prefix. */
  imageRegistry: define(
    '[a-z0-9]+([._-]+[a-z0-9]+)*(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*',
    'a registry such as "registry.example.com:5000" or "registry.example.com/mirror"',
    'plain',
  ),
  imageTag: define('[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}', 'an image tag', 'quotable'),
  imageDigest: define('sha256:[a-f0-9]{64}', 'an image digest "sha256:" and 64 hexadecimal digits', 'plain'),
  /** A model of a Hugging Face hub: a repository, for GGUF with its file and optionally the repository of its tokenizer. */
  huggingFaceModel: define(
    `${huggingFaceRepository}(:[A-Za-z0-9][A-Za-z0-9._/-]*\\.gguf(@${huggingFaceRepository})?)?`,
    'a model "owner/name", for GGUF "owner/name:file.gguf" or "owner/name:file.gguf@tokenizer-owner/name"',
    'plain',
  ),
  /** 256-bit key in hexadecimal. */
  hexKey: define('[0-9a-fA-F]{64}', 'exactly 64 hexadecimal digits', 'plain'),
  environmentVariable: define('[A-Za-z_][A-Za-z0-9_]*', 'a name of letters, digits and "_"', 'quotable'),
  /** Kubernetes label or annotation key with optional prefix. */
  qualifiedName: define(`(${subdomain}/)?${qualifiedName}`, 'a label or annotation key', 'plain'),
  labelValue: define(`(${qualifiedName})?`, 'a label value of at most 63 characters', 'quotable'),
  /** User name, database name and the like: one unquoted word. */
  identifier: define('[a-z_][a-z0-9_]{0,62}', 'a lower-case identifier of letters, digits and "_"', 'quotable'),
  /** A part of a pipeline of telemetry: its type, optionally with a name of its own. */
  componentName: define(
    '[a-z][a-z0-9_]{0,62}(/[A-Za-z0-9._-]{1,128})?',
    'a component such as "otlp_http" or "otlp_http/elsewhere"',
    'plain',
  ),
  /** A pipeline of telemetry. */
  pipelineName: define(
    '(traces|metrics|logs)(/[A-Za-z0-9._-]{1,128})?',
    'a pipeline such as "traces/audit", of traces, metrics or logs',
    'plain',
  ),
  email: define('[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+', 'an e-mail address', 'quotable'),
  /** One line of text without quotes, backslashes and control characters. */
  quotableLine: define(
    '[^"\\\\\\x00-\\x1f\\x7f-\\x9f\u2028\u2029\ufeff]*',
    'one line without quotes, backslashes and control characters',
    'quotable',
  ),
  /** One line that needs no quoting in most configuration languages. */
  plainLine: define('[A-Za-z0-9 ,._:/%+*@=-]*', 'one line of letters, digits, blanks and ",._:/%+*@=-"', 'quotable'),
  /** Printable text of several lines: configuration that is copied into a file. */
  textLines: define(
    '[^\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u2028\u2029\ufeff]*',
    'printable text with line feeds as line ends',
    'lines',
  ),
} as const satisfies Record<string, Format>;

/** Name of a format. */
export type FormatName = keyof typeof formats;

const byPattern = new Map<string, TextClass>();
for (const format of Object.values(formats)) {
  byPattern.set(format.pattern, format.text);
  byPattern.set(emptyOr(format.pattern), format.text === 'plain' ? 'quotable' : format.text);
}

/** The pattern that also takes the empty text, for values whose default `""` means "not set". */
export function emptyOr(pattern: string): string {
  return `^(${pattern.slice(1, -1)})?$`;
}

/** Which characters a text of this pattern may hold; `any` for a pattern that is no format. */
export function textClassOfPattern(pattern: string | undefined): TextClass {
  return (pattern === undefined ? undefined : byPattern.get(pattern)) ?? 'any';
}
