import {
  and,
  each,
  eq,
  entries,
  gt,
  helper,
  lines,
  lookup,
  not,
  optional,
  orElse,
  quote,
  release,
  sha256,
  str,
  toText,
  trimSuffix,
  truncate,
  when,
  withValue,
  yamlText,
  mapEntries,
  add,
  join,
  toJson,
} from '../../index.js';
import {
  boolean,
  composeChart,
  integer,
  kubernetes,
  list,
  map,
  number,
  object,
  oneOf,
  openObject,
  optionalField,
  port,
  rule,
  service,
  string,
} from '../../index.js';
import * as resources from '../resource.js';

const common = object(
  {
    global: openObject(
      { registry: string({ format: 'imageRegistry', allowEmpty: true, default: '', description: 'Registry.' }) },
      { description: 'Shared with parent charts.' },
    ),
    nameOverride: string({
      format: 'dnsLabel',
      allowEmpty: true,
      default: '',
      maxLength: 40,
      description: 'Replaces the name.',
    }),
  },
  { description: 'Values.' },
);

const fullname = helper<string>('web.fullname', 'Name of all objects.', trimSuffix('-', truncate(40, release.name)));
const labels = helper<Record<string, string>>('web.labels', 'Labels of all objects.', {
  'app.kubernetes.io/instance': release.name,
  'app.kubernetes.io/managed-by': release.service,
});

/** A service that uses every operator, in the ways in which charts use them. */
export const web = service({
  name: 'web',
  source: 'packages/web/src/builder.ts',
  key: 'web',
  values: object(
    {
      enabled: boolean({ default: true, description: 'Deploy it.' }),
      replicaCount: integer({ default: 2, minimum: 0, maximum: 5_000_000, description: 'Pods.' }),
      port: port({ default: 8080, description: 'Port.' }),
      host: string({ format: 'host', allowEmpty: true, default: '', description: 'Host.' }),
      greeting: string({ default: 'hello {{ world }}', description: 'Any text.' }),
      motd: string({ format: 'textLines', default: 'a\n\nb', description: 'Lines.' }),
      ratio: number({ default: 0.5, minimum: 0, maximum: 1e7, description: 'Ratio.' }),
      level: oneOf(['info', 'debug', ''], { default: 'info', description: 'Level.' }),
      arguments: list(string({ description: 'An argument.' }), {
        default: ['--x', 'yes', '1e3'],
        description: 'Arguments.',
      }),
      environment: map(string({ description: 'Value.' }), {
        keys: 'environmentVariable',
        reserved: ['PORT'],
        default: { B: '2', A: 'x"y' },
        description: 'Variables.',
      }),
      podLabels: map(string({ format: 'labelValue', description: 'Value.' }), {
        keys: 'qualifiedName',
        reservedPrefixes: ['app.kubernetes.io/'],
        default: {},
        description: 'Labels.',
      }),
      resources: kubernetes('ResourceRequirements', { default: {}, description: 'Resources.' }),
      tolerations: list(kubernetes('Toleration', { description: 'A toleration.' }), {
        default: [],
        description: 'Tolerations.',
      }),
      hosts: list(
        object(
          {
            name: string({ format: 'wildcardHost', description: 'Host.' }),
            path: optionalField(string({ description: 'Path.' })),
            ports: list(port({ description: 'Port.' }), { description: 'Ports.' }),
          },
          { description: 'A host.' },
        ),
        { default: [], description: 'Hosts.' },
      ),
      quotas: map(integer({ minimum: 0, maximum: 9_007_199_254_740_991, description: 'Bytes.' }), {
        default: {},
        description: 'Quotas.',
      }),
    },
    { description: 'The web server.' },
  ),
  enabled: (values) => values.enabled,
  rules: (values) => [
    rule(
      values.host,
      and(values.enabled, eq(values.level, 'debug'), not(values.host)),
      'is needed when web.level is "debug"',
    ),
    rule(
      values.replicaCount,
      gt(values.replicaCount, 1_000_000),
      str`must not exceed 1000000, but is ${values.replicaCount}`,
    ),
  ],
  build: (scope, values) => {
    const config = helper<string>(
      'web.config',
      'Configuration file.',
      yamlText({
        listen: str`0.0.0.0:${values.port}`,
        url: when(values.host, str`http://${values.host}/`, 'http://localhost/'),
        ratio: values.ratio,
        greeting: values.greeting,
        quotas: values.quotas,
        arguments: values.arguments,
        nested: [
          { name: 'fixed', on: true },
          each(values.hosts, (host) => ({ host: host.name, path: host.path as never })),
          when(values.host, { extra: values.host }),
        ],
        sets: when(values.arguments, [values.arguments]),
        optionalOnly: { host: optional(values.host) },
        listedOnly: [optional(values.arguments)],
        spreadOnly: { deeper: { ...optional(values.environment) } },
        itemsOnly: [when(values.host, { name: values.host, quotas: { ...values.quotas } }), { ...values.quotas }],
        sameCondition: { first: when(values.host, 1), ...when(values.host, { second: values.host }) },
        ...values.environment,
      }),
    );
    resources.configMap(scope, {
      metadata: { name: str`${fullname}-config`, labels: { ...labels, ...values.podLabels } },
      data: {
        'config.yaml': config,
        'text.txt': lines([
          'first {{ braces }}',
          when(values.host, str`host ${values.host}`),
          each(values.arguments, (argument) => quote(argument)),
          values.motd,
          'last',
        ]),
        static: 'two\nlines {{ x }}\n',
        json: toJson(values.quotas),
        sum: toText(add(values.replicaCount, 1)),
        joined: join(',', values.arguments),
        fromLookup: when(lookup(values.quotas, 'a'), str`${orElse(lookup(values.quotas, 'a'), 5)}`),
        ...mapEntries(values.environment, (key, value) => [str`ENV-${key}`, value]),
      },
    });
    resources.deployment(scope, {
      metadata: { name: fullname, labels, annotations: { 'checksum/config': sha256(config) } },
      spec: {
        replicas: values.replicaCount,
        selector: { matchLabels: { 'app.kubernetes.io/instance': release.name } },
        template: {
          metadata: { labels: { 'app.kubernetes.io/instance': release.name } },
          spec: {
            containers: [
              {
                name: 'web',
                image: str`${orElse(values.level, 'info')}/web:${values.port}`,
                args: [...[values.arguments], when(eq(values.level, 'debug'), '--verbose')],
                env: [
                  { name: 'PORT', value: toText(values.port) },
                  { name: 'RATIO', value: toText(values.ratio) },
                  entries(values.environment, (name, value) => ({ name, value })),
                ],
                ports: [{ name: 'http', containerPort: values.port }],
                resources: optional(values.resources),
                volumeMounts: [
                  when(values.host, { name: 'a', mountPath: '/a' }),
                  each(values.hosts, (host) => ({ name: 'b', mountPath: '/b', subPath: host.name })),
                ],
              },
            ],
            tolerations: values.tolerations,
            nodeSelector: withValue(values.host, (host) => ({ host, port: toText(values.port) })),
            hostAliases: [
              each(values.hosts, (host) => ({
                ip: '127.0.0.1',
                hostnames: [host.name, each(host.ports, (hostPort) => str`${host.name}:${hostPort}`)],
              })),
            ],
          },
        },
      },
    });
    resources.kubernetesService(
      scope,
      {
        metadata: { name: fullname, annotations: { ...optional(values.podLabels) } },
        spec: {
          ports: [when(values.host, { port: values.port, name: 'http' })],
          selector: { ...values.podLabels },
          externalIPs: [optional(values.arguments)],
          loadBalancerSourceRanges: [values.arguments],
          sessionAffinityConfig: { clientIP: { timeoutSeconds: optional(values.replicaCount) } },
        },
      },
      { when: gt(values.replicaCount, 0) },
    );
  },
});

/** A chart made of that service alone. */
export const webChart = composeChart({
  metadata: { name: 'web', version: '1.2.3', appVersion: '4.5', description: 'A test.', kubeVersion: '>=1.30.0-0' },
  common,
  services: [web],
  notes: lines(['Installed.', when(web.enabled ?? release.name, 'It runs.')]),
});
