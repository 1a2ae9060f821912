import { describe, expect, it } from 'vitest';

import { kindsByApiVersion } from '../generate/kinds.js';
import { kubernetesVersions } from '../versions.js';
import { deployment, objects } from './testing/objects.js';
import { validateObject } from './validate-object.js';

const { oldest, newest } = kubernetesVersions;

/** The Deployment with some fields of its only container replaced or added. */
function withContainer(fields: object): object {
  const { spec } = deployment;
  const containers = spec.template.spec.containers.map((container) => ({ ...container, ...fields }));
  const template = { ...spec.template, spec: { ...spec.template.spec, containers } };
  return { ...deployment, spec: { ...spec, template } };
}

it('the objects of these tests cover every generated kind', () => {
  const tested = [deployment, ...objects].map(({ apiVersion, kind }) => `${apiVersion} ${kind}`);
  const generated = Object.entries(kindsByApiVersion).flatMap(([version, kinds]) =>
    kinds.map((kind) => `${version} ${kind}`),
  );
  expect(generated.filter((kind) => !tested.includes(kind))).toEqual([]);
});

describe.each([oldest, newest])('Kubernetes %s', (version) => {
  it('takes a Deployment', () => {
    expect(validateObject(deployment, version)).toEqual([]);
  });

  it.each(objects.map((object) => [object.kind, object] as const))('takes a %s', (_kind, object) => {
    expect(validateObject(object, version)).toEqual([]);
  });

  it.each(objects.map((object) => [object.kind, object] as const))('knows all fields of a %s', (kind, object) => {
    expect(validateObject({ ...object, unheardOf: 1 }, version)).toEqual([`unheardOf: is no field of ${kind}`]);
  });

  it('names every problem of a container with its path, and nothing else', () => {
    const container = {
      imagePullPolcy: 'Always',
      imagePullPolicy: 'always',
      env: [{ name: 'PORT', value: 80 }, { name: 'A' }, { name: 'B' }, { name: 'A', value: '' }],
      ports: [{ containerPort: 80 }, { containerPort: 80, protocol: 'TCP' }, { containerPort: 80, protocol: 'UDP' }],
      resources: { limits: { memory: '10 GB', 'nvidia.com/gpu': 1 } },
      readinessProbe: { httpGet: { port: true } },
      livenessProbe: { httpGet: { path: '/' } },
      tty: null,
      volumeMounts: [
        { name: 'cache', mountPath: '/cache' },
        { name: 'cache', mountPath: '/cache' },
      ],
    };
    const problems = [...validateObject(withContainer(container), version)].sort();
    expect(problems).toEqual([
      'spec.template.spec.containers[0].env[0].value: must be string, but is 80',
      'spec.template.spec.containers[0].env[3]: repeats name "A" of item 1',
      'spec.template.spec.containers[0].imagePullPolcy: is no field of Container',
      'spec.template.spec.containers[0].imagePullPolicy: must be one of "Always", "IfNotPresent", "Never", but is "always"',
      'spec.template.spec.containers[0].livenessProbe.httpGet.port: is missing',
      'spec.template.spec.containers[0].ports[1]: repeats containerPort 80, protocol "TCP" of item 0',
      'spec.template.spec.containers[0].readinessProbe.httpGet.port: must be an integer or a string, but is true',
      'spec.template.spec.containers[0].resources.limits.memory: must be a quantity such as "500m", "10Gi" or 1.5, but is "10 GB"',
      'spec.template.spec.containers[0].tty: must be boolean, but is null',
      'spec.template.spec.containers[0].volumeMounts[1]: repeats mountPath "/cache" of item 0',
    ]);
  });

  it('needs a name, which only a pod template lacks', () => {
    expect(validateObject({ apiVersion: 'v1', kind: 'ServiceAccount' }, version)).toEqual(['metadata: is missing']);
    expect(validateObject({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: {} }, version)).toEqual([
      'metadata.name: is missing',
    ]);
  });

  it('refuses what only the API server sets', () => {
    const metadata = { name: 'web', creationTimestamp: null };
    expect(validateObject({ ...deployment, metadata, status: {} }, version)).toEqual([
      'status: is no field of Deployment',
      'metadata.creationTimestamp: is no field of ObjectMeta',
    ]);
  });

  it('refuses data of a Secret that is not base64', () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'web' }, data: { 'a.b': 'secret!' } };
    expect(validateObject(secret, version)).toEqual([
      'data["a.b"]: must match pattern "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$", but is "secret!"',
    ]);
  });

  it.each([
    [
      { ...deployment, apiVersion: 'apps/v1beta1' },
      'apiVersion: must be "apps/v1" for a Deployment, but is "apps/v1beta1"',
    ],
    [{ apiVersion: 'v1', kind: 'Container', name: 'web' }, 'kind: "Container" is no kind that the schemas know'],
    [{ apiVersion: 'cert-manager.io/v1', kind: 'Issuer' }, 'kind: "Issuer" is no kind that the schemas know'],
    [{ metadata: {} }, 'kind: undefined is no kind that the schemas know'],
    [null, 'must be an object, but is null'],
  ])('refuses what is no known object: %j', (object, problem) => {
    expect(validateObject(object, version)).toEqual([problem]);
  });
});

describe('what came after the oldest version', () => {
  const restartPolicyRules = [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }];

  it('as a field is refused there and taken by the newest', () => {
    const newer = withContainer({ restartPolicy: 'Never', restartPolicyRules });
    expect(validateObject(newer, oldest)).toEqual([
      'spec.template.spec.containers[0].restartPolicyRules: is no field of Container',
    ]);
    expect(validateObject(newer, newest)).toEqual([]);
  });

  it('as a value is refused there and taken by the newest', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { containers: [{ name: 'web' }], tolerations: [{ key: 'sla', operator: 'Gt', value: '950' }] },
    };
    expect(validateObject(pod, oldest)).toEqual([
      'spec.tolerations[0].operator: must be one of "Equal", "Exists", but is "Gt"',
    ]);
    expect(validateObject(pod, newest)).toEqual([]);
  });
});

it('items that are the same in every field of a set are refused', () => {
  const metadata = { name: 'web', finalizers: ['example.com/a', 'example.com/a'] };
  expect(validateObject({ apiVersion: 'v1', kind: 'ServiceAccount', metadata }, newest)).toEqual([
    'metadata.finalizers: must NOT have duplicate items (items ## 1 and 0 are identical), but is ["example.com/a","example.com/a"]',
  ]);
});
