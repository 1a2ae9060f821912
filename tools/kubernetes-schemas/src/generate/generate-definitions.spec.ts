import { describe, expect, it } from 'vitest';

import { generateDefinitions } from './generate-definitions.js';

const text = { type: 'string' };
const swagger = {
  definitions: {
    'io.k8s.api.apps.v1.Deployment': {
      type: 'object',
      properties: {
        apiVersion: text,
        kind: text,
        metadata: { $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' },
        spec: { $ref: '#/definitions/io.k8s.api.apps.v1.DeploymentSpec' },
        status: { $ref: '#/definitions/io.k8s.api.apps.v1.DeploymentStatus' },
      },
      'x-kubernetes-group-version-kind': [{ group: 'apps', version: 'v1', kind: 'Deployment' }],
    },
    'io.k8s.api.apps.v1.DeploymentSpec': {
      type: 'object',
      properties: { policy: text, storage: { $ref: '#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity' } },
    },
    'io.k8s.api.apps.v1.DeploymentStatus': { type: 'object', properties: { phase: text } },
    'io.k8s.apimachinery.pkg.api.resource.Quantity': text,
    'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta': { type: 'object', properties: { name: text, uid: text } },
  },
};
const enumerations = new Map([['apps.v1.DeploymentSpec', new Map([['policy', ['Fast', 'Slow']]])]]);

it('gives a kind and what a chart may set below it: no status, no metadata of the server', () => {
  expect(generateDefinitions(swagger, enumerations, { 'apps/v1': ['Deployment'] })).toEqual({
    Deployment: {
      type: 'object',
      properties: {
        apiVersion: { const: 'apps/v1' },
        kind: { const: 'Deployment' },
        metadata: { $ref: '#/definitions/ObjectMeta' },
        spec: { $ref: '#/definitions/DeploymentSpec' },
      },
      additionalProperties: false,
    },
    DeploymentSpec: {
      type: 'object',
      properties: { policy: { type: 'string', enum: ['Fast', 'Slow'] }, storage: { $ref: '#/definitions/Quantity' } },
      additionalProperties: false,
    },
    ObjectMeta: { type: 'object', properties: { name: { type: 'string' } }, additionalProperties: false },
    Quantity: {
      anyOf: [
        {
          type: 'string',
          pattern: '^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$',
        },
        { type: 'number' },
      ],
    },
  });
});

describe('refuses', () => {
  it('a kind that the version lacks', () => {
    expect(() => generateDefinitions(swagger, enumerations, { 'apps/v2': ['Deployment'] })).toThrow(
      'This version of Kubernetes has no apps/v2 Deployment.',
    );
  });

  it('two definitions that would have one name', () => {
    const { definitions } = swagger;
    const second = {
      ...definitions['io.k8s.api.apps.v1.Deployment'],
      'x-kubernetes-group-version-kind': [{ group: 'extensions', version: 'v1', kind: 'Deployment' }],
    };
    const both = { definitions: { ...definitions, 'io.k8s.api.extensions.v1.Deployment': second } };
    expect(() =>
      generateDefinitions(both, enumerations, { 'apps/v1': ['Deployment'], 'extensions/v1': ['Deployment'] }),
    ).toThrow('Two definitions are called Deployment; one of them is');
  });

  it('an enumeration of what is no text', () => {
    const wrong = new Map([['apps.v1.DeploymentSpec', new Map([['storage', ['1Gi']]])]]);
    expect(() => generateDefinitions(swagger, wrong, { 'apps/v1': ['Deployment'] })).toThrow(
      'io.k8s.api.apps.v1.DeploymentSpec.storage has an enumeration, but is neither a text nor a list of texts.',
    );
  });
});
