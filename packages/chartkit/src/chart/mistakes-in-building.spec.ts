import { KubeDeployment } from 'cdk8s-plus-28/lib/imports/k8s.js';
import { describe, expect, it } from 'vitest';

import { hasApiVersion, optional, str, when } from '../index.js';
import type { Expr } from '../index.js';
import { errorOf, withField } from './testing/error-of.js';
import type { SmallValues } from './testing/small-chart.js';
import { smallChart } from './testing/small-chart.js';

const asText = {
  code: 'expression-as-text',
  problem:
    'an expression was used as text, a number or a map key, but its value is known only when the chart is rendered',
  remedy: 'Build texts with the tag str`…`, compare with eq(), and make map keys with entries()',
};

describe('a mistake of an author while objects are built', () => {
  it.each<[mistake: string, build: (values: SmallValues) => unknown]>([
    // eslint-disable-next-line @typescript-eslint/no-base-to-string, @typescript-eslint/restrict-template-expressions
    ['a plain template literal over an expression', ({ host }) => `http://${host}`],
    ['an expression as a map key', ({ host }) => ({ [host as unknown as string]: 1 })],
    ['an expression in arithmetic', ({ count }) => Number(count) + 1],
    ['an expression in JSON', ({ host }) => JSON.stringify({ host })],
  ])('%s', (_, build) => {
    expect(errorOf(() => withField(build))).toEqual({ ...asText, location: 'small' });
  });

  it('a list or what may be absent in a text', () => {
    const told = errorOf(() => withField(({ words }) => str`${words as unknown as Expr<string>}`));
    expect(told).toEqual({
      code: 'structure-in-text',
      problem: 'a list, a map or a value that may be absent stands in a text',
      location: 'small',
      remedy: 'Use toJson() or join() for structures, orElse() or withValue() for what may be absent',
    });
    const absent = errorOf(() => withField(({ host }) => str`${optional(host) as Expr<string>}`));
    expect(absent).toEqual(told);
  });

  it.each<[what: string, value: unknown, problem: string, remedy: string]>([
    ['NaN', NaN, 'NaN cannot be written in YAML and JSON alike', 'Use a finite number'],
    ['null', null, 'null is not a value of a manifest', 'Leave the field out'],
    [
      'an instance of a class',
      new Map(),
      'an instance of Map cannot be printed',
      'Use texts, numbers, booleans, lists, plain objects and expressions',
    ],
    [
      'a function',
      () => 1,
      'a function cannot be printed',
      'Use texts, numbers, booleans, lists, plain objects and expressions',
    ],
  ])('%s under an expression', (_, value, problem, remedy) => {
    expect(errorOf(() => withField(({ host }) => when(host, { list: [{ field: value as string }] })))).toEqual({
      code: 'unsupported-value',
      problem,
      location: 'list.0.field',
      remedy,
    });
  });

  it('an instance of a class in an object', () => {
    expect(errorOf(() => withField(() => new Map()))).toEqual({
      code: 'unserializable-object',
      problem:
        "Failed serializing construct at path 'small/thing' with name 'x': Error: can't render non-simple object of type 'Map'",
      location: 'small/thing',
      remedy: 'Use texts, numbers, booleans, lists, plain objects and expressions',
    });
  });

  it('an expression that a generated class of cdk8s-plus drops', () => {
    const build = () =>
      smallChart((scope, values) => {
        new KubeDeployment(scope, 'web', {
          spec: { replicas: values.count, selector: values.labels, template: {} } as never,
        });
      });
    expect(errorOf(build)).toEqual({
      code: 'lost-expression',
      problem: 'the expression at "spec.selector" was lost on its way through cdk8s',
      location: 'small/web',
      remedy:
        'Build the object with the functions of chartkit (statefulSet(), configMap(), …): the generated Kube… classes of cdk8s-plus drop expressions',
    });
  });

  it('NaN in an object', () => {
    expect(errorOf(() => withField(() => [{ a: NaN }]))).toEqual({
      code: 'unsupported-value',
      problem: 'NaN cannot be written in YAML and JSON alike',
      location: 'small/thing',
      remedy: 'Use a finite number',
    });
  });

  it('null in an object', () => {
    expect(errorOf(() => withField(() => [{ a: null }]))).toEqual({
      code: 'unsupported-value',
      problem: 'null stands at "field.0.a" and is not a value of a manifest',
      location: 'small/thing',
      remedy: 'Leave the field out',
    });
  });

  it.each(['v1', 'apps/v1', 'networking.k8s.io/v1/Ingress'])('the question whether there is %s', (apiVersion) => {
    expect(errorOf(() => withField(() => hasApiVersion(apiVersion)))).toEqual({
      code: 'built-in-api',
      problem: `${apiVersion} belongs to Kubernetes itself, so it is always there`,
      location: 'small',
      remedy:
        'Leave the condition out; ask only for APIs that a cluster may lack, such as gateway.networking.k8s.io/v1',
    });
  });
});
