/*
 * What must not compile, and what must. The compiler is the test (`nx run chartkit:typecheck`): it fails for a line below
 * `@ts-expect-error` that compiles.
 */
/* eslint-disable @typescript-eslint/no-unsafe-argument -- what does not compile has no type */
import type { Chart } from 'cdk8s';
import { expectTypeOf } from 'vitest';

import type { Expr, k8s, ValuesOf } from './index.js';
import {
  add,
  anyObject,
  boolean,
  each,
  entries,
  eq,
  gt,
  integer,
  join,
  kubernetes,
  list,
  lookup,
  lower,
  map,
  number,
  object,
  oneOf,
  optional,
  optionalField,
  orElse,
  resources,
  slice,
  str,
  string,
  toText,
  when,
  withValue,
} from './index.js';

const description = 'A value.';
const { values } = slice(
  'web',
  object(
    {
      host: string({ default: '', description }),
      replicas: integer({ default: 1, minimum: 0, maximum: 9, description }),
      level: oneOf(['info', 'debug'], { default: 'info', description }),
      words: list(string({ description }), { default: [], description }),
      labels: map(string({ description }), { default: {}, description }),
      resources: kubernetes('ResourceRequirements', { default: {}, description }),
      hosts: list(
        object({ name: string({ description }), path: optionalField(string({ description })) }, { description }),
        { default: [], description },
      ),
      image: object({ tag: string({ default: '', description }) }, { description }),
    },
    { description },
  ),
);

/** Keys and their types follow from the schema. */
export function keys(): void {
  const tag: Expr<string> = values.image.tag;
  const replicas: Expr<number> = values.replicas;
  // @ts-expect-error: the schema has no such key
  toText(values.imagee);
  // @ts-expect-error: the schema has no such key one level below
  toText(values.image.tagg);
  // @ts-expect-error: a number is no text
  const text: Expr<string> = values.replicas;
  // @ts-expect-error: a text is no number
  const number: Expr<number> = values.host;
  // @ts-expect-error: a map's keys are unknown: lookup() finds them
  toText(values.labels.app);
  toText(tag);
  [replicas, number].forEach(toText);
  lower(text);
}

/** A value of every kind. */
export const everyKind = object(
  {
    text: string({ description }),
    whole: integer({ minimum: 0, maximum: 1, description }),
    fraction: number({ minimum: 0, maximum: 1, description }),
    flag: boolean({ description }),
    member: oneOf(['a', 'b'], { description }),
    texts: list(string({ description }), { description }),
    quotas: map(integer({ minimum: 0, maximum: 1, description }), { description }),
    tolerations: list(kubernetes('Toleration', { description }), { description }),
    free: anyObject({ description }),
    nested: list(
      object({ name: string({ description }), path: optionalField(string({ description })) }, { description }),
      {
        description,
      },
    ),
  },
  { description },
);

/** The type of the values is what a values file may hold. */
export function everyKindOfValue(): void {
  expectTypeOf<ValuesOf<typeof everyKind>>().toEqualTypeOf<{
    text: string;
    whole: number;
    fraction: number;
    flag: boolean;
    member: 'a' | 'b';
    texts: string[];
    quotas: Record<string, number>;
    tolerations: k8s.Toleration[];
    free: Record<string, unknown>;
    nested: { name: string; path?: string }[];
  }>();
}

/** Operands must fit. */
export function operators(): void {
  eq(values.level, 'debug');
  // @ts-expect-error: no such level
  eq(values.level, 'debugg');
  // @ts-expect-error: a number is compared with a text
  eq(values.replicas, '1');
  // @ts-expect-error: texts have no order
  gt(values.host, 1);
  // @ts-expect-error: a text is no summand
  add(values.host, 1);
  // @ts-expect-error: a number has no case
  lower(values.replicas);
  // @ts-expect-error: a text is no list
  join(',', values.host);
  // @ts-expect-error: a list cannot stand in a text
  lower(str`${values.words}`);
  // @ts-expect-error: what may be absent cannot stand in a text
  lower(str`${lookup(values.labels, 'app')}`);
  lower(str`${orElse(lookup(values.labels, 'app'), 'none')}-${values.replicas}`);
  // @ts-expect-error: the fallback is of another type
  orElse(values.replicas, 'one');
  // @ts-expect-error: an item has no such key
  each(values.hosts, (host) => toText(host.nam));
  // @ts-expect-error: a list is no map
  lookup(values.words, 'x');
  withValue(values.host, (host) => lower(host));
}

/** Objects: any leaf, branch, item or whole list may be an expression; misspelt and mistyped fields are refused. */
export function objects(scope: Chart): void {
  const template = { spec: { containers: [] } };
  const selector = { matchLabels: values.labels };
  resources.deployment(scope, {
    metadata: { name: str`${values.host}-x`, labels: { ...values.labels, app: values.host } },
    spec: {
      replicas: when(values.host, values.replicas),
      selector,
      template: {
        metadata: when(values.host, { labels: values.labels }),
        spec: {
          hostname: optional(values.host),
          containers: [
            { name: 'one', image: values.image.tag, args: values.words, resources: values.resources },
            when(values.host, { name: 'two', args: ['a', values.host, values.words] }),
            each(values.words, (name) => ({ name, env: [{ name: 'A', value: toText(values.replicas) }] })),
          ],
        },
      },
    },
  });
  resources.kubernetesService(scope, { spec: { ports: [{ port: values.replicas, targetPort: 'http' }] } });
  // @ts-expect-error: `replica` for `replicas`
  resources.deployment(scope, { spec: { replica: 1, selector, template } });
  // @ts-expect-error: a text for a number
  resources.deployment(scope, { spec: { replicas: values.host, selector, template } });
  // @ts-expect-error: a literal text for a number
  resources.deployment(scope, { spec: { replicas: '1', selector, template } });
  // @ts-expect-error: a misspelt field inside when() inside a list
  resources.pod(scope, { spec: { containers: [when(values.host, { name: 'x', imagee: 'y' })] } });
  // @ts-expect-error: a misspelt field inside when()
  resources.pod(scope, { spec: when(values.host, { containers: [], restartPolicyy: 'Never' }) });
}

/** An expression of another type does not stand where a map or structure is wanted. */
export function wrongExpressions(scope: Chart): void {
  // @ts-expect-error: a number for a map
  resources.configMap(scope, { metadata: { labels: values.replicas } });
  // @ts-expect-error: a list for a map
  resources.configMap(scope, { metadata: { labels: values.words } });
  const ports = map(integer({ minimum: 1, maximum: 9, description }), { default: {}, description });
  const other = slice('other', object({ ports }, { description })).values;
  // @ts-expect-error: a map of numbers for a map of texts
  resources.configMap(scope, { metadata: { labels: other.ports } });
  // @ts-expect-error: entries that are numbers spread into a map of texts
  resources.configMap(scope, { metadata: { labels: { app: 'x', ...other.ports } } });
  // @ts-expect-error: a text for a structure
  resources.configMap(scope, { metadata: values.host });
  resources.configMap(scope, { metadata: { labels: { app: 'x', ...values.labels } } });
}

/** Misspelt fields in what the function of a loop returns. */
export function misspeltInLoops(scope: Chart): void {
  // @ts-expect-error: `imagee` for `image`
  resources.pod(scope, { spec: { containers: [each(values.words, (name) => ({ name, imagee: 'y' }))] } });
  // @ts-expect-error: `imagee` for `image`
  resources.pod(scope, { spec: { containers: each(values.words, (name) => ({ name, imagee: 'y' })) } });
  resources.pod(scope, {
    spec: {
      containers: [
        {
          name: 'x',
          // @ts-expect-error: `val` for `value`
          env: [entries(values.labels, (name, value) => ({ name, val: value }))],
        },
      ],
    },
  });
  resources.pod(scope, {
    // @ts-expect-error: `runAsUserr` for `runAsUser`
    spec: { securityContext: withValue(values.replicas, (id) => ({ runAsUserr: id })), containers: [] },
  });
  // @ts-expect-error: a misspelt field deeper in the item
  resources.pod(scope, { spec: { containers: [each(values.words, (name) => ({ name, env: [{ name, val: 'y' }] }))] } });
}
