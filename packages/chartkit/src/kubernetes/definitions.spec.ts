import { Ajv } from 'ajv';
import { helmTemplate, helmVersions, valuesText, withFiles } from 'helm-harness';
import type { TemplateResult } from 'helm-harness';
import { newestStructureDefinitions } from 'kubernetes-schemas';
import { describe, expect, it } from 'vitest';

import type { KubernetesDefinitionName } from './definitions.js';
import { kubernetesDefinition, kubernetesDefinitions } from './definitions.js';
import definitionsFile from './definitions.json' with { type: 'json' };
import type { Example } from './testing/examples.js';
import { examples } from './testing/examples.js';

const everyName = Object.keys(definitionsFile) as KubernetesDefinitionName[];
const exampleEntries: readonly (readonly [string, Example])[] = Object.entries(examples);

/** A schema that has one property for each of some definitions. */
const schemaOf = (names: readonly string[]): object => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { allOf: [{ $ref: `#/definitions/${name}` }] }])),
  additionalProperties: false,
  definitions: kubernetesDefinitions(names as readonly KubernetesDefinitionName[]),
});

it('the definitions are those that the Kubernetes schemas give (else: npx nx run kubernetes-schemas:generate)', () => {
  expect(definitionsFile).toEqual(newestStructureDefinitions());
});

it('gives the schema of one structure', () => {
  expect(kubernetesDefinition('HostAlias')).toEqual({
    type: 'object',
    properties: { hostnames: { type: 'array', items: { type: 'string' } }, ip: { type: 'string' } },
    required: ['ip'],
    additionalProperties: false,
  });
});

it('gives all definitions that some structures need, sorted, each once', () => {
  const names = Object.keys(kubernetesDefinitions(['VolumeResourceRequirements', 'EnvFromSource', 'LabelSelector']));
  expect(names).toEqual([
    'ConfigMapEnvSource',
    'EnvFromSource',
    'LabelSelector',
    'LabelSelectorRequirement',
    'Quantity',
    'SecretEnvSource',
    'VolumeResourceRequirements',
  ]);
});

it.each(everyName)('%s compiles under the strict mode of ajv', (name) => {
  expect(() => new Ajv({ strict: true }).compile(schemaOf([name]))).not.toThrow();
});

describe.each(exampleEntries)('%s', (name, { good, bad }) => {
  const validate = new Ajv({ strict: true }).compile(schemaOf([name]));

  it('takes what the documentation shows', () => {
    validate({ [name]: good });
    expect(validate.errors ?? []).toEqual([]);
  });

  it('refuses a mistake', () => {
    expect(validate({ [name]: bad })).toBe(false);
  });

  it('refuses null', () => {
    expect(validate({ [name]: null })).toBe(false);
  });
});

/** As https://pkg.go.dev/k8s.io/apimachinery/pkg/api/resource#Quantity describes them. */
const quantities = ['0', '500m', '1.5Gi', '.5', '5.', '+1', '-1', '1e3', '1E-3', '12E', '100k', '3Ei', 0.1, 4];
const noQuantities = ['', '10 GB', '1GB', '1ki', '1K', '1g', '1.5.1', '.', 'Gi', '1e', ' 1', '1\n', '0x1', true];

describe('a quantity', () => {
  const validate = new Ajv({ strict: true }).compile(schemaOf(['Quantity']));
  it.each(quantities)('may be %j', (value) => {
    expect(validate({ Quantity: value })).toBe(true);
  });
  it.each(noQuantities)('may not be %j', (value) => {
    expect(validate({ Quantity: value })).toBe(false);
  });
});

describe.each(helmVersions().map((helm) => [helm.version, helm] as const))('Helm %s', (_version, helm) => {
  const render = (schema: object, values: object): Promise<TemplateResult> =>
    withFiles(
      {
        'Chart.yaml': 'apiVersion: v2\nname: structures\nversion: 1.0.0\n',
        'values.schema.json': JSON.stringify(schema),
        'values.yaml': valuesText(values),
        'templates/values.yaml': 'kind: ConfigMap\nvalues:\n{{ toYaml .Values | indent 2 }}\n',
      },
      (chartDirectory) => helmTemplate(helm, { chartDirectory }),
    );
  const names = exampleEntries.map(([name]) => name);
  const quantityMap = { ...schemaOf(['Quantity']), additionalProperties: { $ref: '#/definitions/Quantity' } };
  const numbered = (values: readonly unknown[]): object =>
    Object.fromEntries(values.map((value, index) => [`at-${index}-`, value]));
  /** Which of some keys Helm's refusal does not mention. */
  const unmentioned = (keys: readonly string[], result: TemplateResult): readonly string[] =>
    keys.filter((key) => result.ok || !result.message.includes(key));

  it('takes every good example', async () => {
    const values = Object.fromEntries(exampleEntries.map(([name, { good }]) => [name, good]));
    expect(await render(schemaOf(names), values)).toMatchObject({ ok: true, objects: [{ kind: 'ConfigMap', values }] });
  });

  it('refuses every bad example and names it', async () => {
    const values = Object.fromEntries(exampleEntries.map(([name, { bad }]) => [name, bad]));
    expect(unmentioned(names, await render(schemaOf(names), values))).toEqual([]);
  });

  it('takes for a quantity what ajv takes', async () => {
    expect(await render(quantityMap, numbered(quantities))).toMatchObject({ ok: true });
  });

  it('refuses for a quantity what ajv refuses', async () => {
    const values = numbered(noQuantities);
    expect(unmentioned(Object.keys(values), await render(quantityMap, values))).toEqual([]);
  });
});
