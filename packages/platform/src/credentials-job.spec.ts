import type { Manifest } from 'chartkit';
import { composeChart, evaluateChart } from 'chartkit';
import { kubernetesVersions, validateObject } from 'kubernetes-schemas';
import { describe, expect, it } from 'vitest';

import { commonValues, credentialsJob } from './index.js';

const chart = composeChart({
  metadata: {
    name: 'semantic-explorer',
    version: '1.0.0',
    appVersion: '1.0.0',
    description: 'Credentials.',
    kubeVersion: '>=1.30.0-0',
  },
  common: commonValues,
  services: [credentialsJob],
});
const render = (values: Readonly<Record<string, unknown>> = {}): readonly Manifest[] =>
  evaluateChart(chart, { release: { name: 'prod', namespace: 'explorer' }, values: [values] });
const ofKind = (kind: string, values?: Readonly<Record<string, unknown>>): Manifest | undefined =>
  render(values).find((object) => object['kind'] === kind);

describe('the credentials Job', () => {
  it('is not there when every credential stands in a Secret that exists already', () => {
    const auth = { existingSecret: 'mine' };
    const supplied = {
      postgresql: { auth },
      nats: { auth },
      qdrant: { auth },
      valkey: { auth },
      minio: { auth },
      oidc: auth,
      encryption: auth,
      grafana: { auth },
    };
    expect(render(supplied)).toEqual([]);
    expect(render({ ...supplied, authProxy: { enabled: true } })).not.toEqual([]);
    expect(render({ ...supplied, authProxy: { enabled: true, ...auth } })).toEqual([]);
  });

  it('consists of objects that Kubernetes takes, oldest and newest', () => {
    const problems = render().flatMap((object) =>
      Object.values(kubernetesVersions).flatMap((version) => validateObject(object, version)),
    );
    expect(problems).toEqual([]);
  });

  it('may read and complete its one Secret, and create Secrets', () => {
    expect(ofKind('Role')?.['rules']).toEqual([
      {
        apiGroups: [''],
        resources: ['secrets'],
        resourceNames: ['prod-semantic-explorer-credentials'],
        verbs: ['get', 'patch'],
      },
      { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
    ]);
  });

  it('creates the keys that the values name', () => {
    const data = ofKind('ConfigMap', {
      encryption: { secretKeys: { masterKey: 'master' } },
      nats: { auth: { existingSecret: 'queue' } },
    })?.['data'] as Readonly<Record<string, string>>;
    expect(JSON.parse(data['specification.json'] ?? '')).toEqual({
      secretName: 'prod-semantic-explorer-credentials',
      keys: [
        { key: 'postgresql-password', format: 'alphanumeric', length: 32, existingSecret: '' },
        { key: 'postgresql-admin-password', format: 'alphanumeric', length: 32, existingSecret: '' },
        { key: 'postgresql-monitoring-password', format: 'alphanumeric', length: 32, existingSecret: '' },
        { key: 'postgresql-audit-reader-password', format: 'alphanumeric', length: 32, existingSecret: '' },
        { key: 'postgresql-quickwit-password', format: 'alphanumeric', length: 32, existingSecret: '' },
        { key: 'nats-password', format: 'alphanumeric', length: 32, existingSecret: 'queue' },
        { key: 'qdrant-api-key', format: 'alphanumeric', length: 32, existingSecret: '' },
        { key: 'valkey-password', format: 'alphanumeric', length: 32, existingSecret: '' },
        { key: 'minio-access-key', format: 'alphanumeric', length: 20, existingSecret: '' },
        { key: 'minio-secret-key', format: 'alphanumeric', length: 40, existingSecret: '' },
        { key: 'minio-root-user', format: 'alphanumeric', length: 20, existingSecret: '' },
        { key: 'minio-root-password', format: 'alphanumeric', length: 40, existingSecret: '' },
        { key: 'grafana-admin-password', format: 'alphanumeric', length: 32, existingSecret: '' },
        { key: 'grafana-secret-key', format: 'alphanumeric', length: 32, existingSecret: '' },
        { key: 'grafana-client-secret', format: 'alphanumeric', length: 48, existingSecret: '' },
        { key: 'auth-proxy-client-secret', format: 'alphanumeric', length: 48, existingSecret: '' },
        { key: 'auth-proxy-cookie-secret', format: 'alphanumeric', length: 32, existingSecret: '' },
        { key: 'oidc-client-secret', format: 'alphanumeric', length: 48, existingSecret: '' },
        { key: 'master', format: 'hex', length: 64, existingSecret: '' },
      ],
    });
  });

  it('runs before anything of the release, and what it needs before itself', () => {
    const hooks = render().map(({ kind, metadata }) => [
      kind,
      (metadata as { annotations: Readonly<Record<string, string>> }).annotations,
    ]);
    const hook = (weight: string) => ({
      'helm.sh/hook': 'pre-install,pre-upgrade,pre-rollback',
      'helm.sh/hook-weight': weight,
      'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
    });
    const printed = { 'helm.sh/hook-output-log-policy': 'hook-failed' };
    expect(hooks).toEqual([
      ['ServiceAccount', hook('-10')],
      ['Role', hook('-10')],
      ['RoleBinding', hook('-10')],
      ['ConfigMap', hook('-10')],
      ['Job', { ...hook('-5'), ...printed }],
    ]);
  });

  it('is another Job when what it does changes, since a Job cannot be changed', () => {
    const name = (values?: Readonly<Record<string, unknown>>): string =>
      (ofKind('Job', values)?.['metadata'] as { name: string }).name;
    expect(name()).toMatch(/^prod-semantic-explorer-create-credentials-[0-9a-f]{8}$/);
    expect(
      name({
        encryption: { secretKeys: { masterKey: 'master' } },
        nats: { auth: { existingSecret: 'queue' } },
      }),
    ).not.toBe(name());
    expect(name()).toBe(name());
  });
});
