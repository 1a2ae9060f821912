import { join } from 'node:path';

import { podsOf } from '@semantic-explorer/platform/testing';
import type { Manifest } from 'chartkit';
import { evaluateChart } from 'chartkit';
import { helmLint, helmVersions, withFiles } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { chartFiles, semanticExplorer } from './index.js';
import { shippedValues } from './testing/value-sets.js';

const release = { name: 'prod-semantic-explorer', namespace: 'explorer' };
const objectsOf = (profile: string): readonly Manifest[] => {
  const values = new Map(shippedValues).get(`profiles/${profile}`);
  if (values === undefined) throw new Error(`There is no profile ${profile}`);
  return evaluateChart(semanticExplorer, { release, values: [values] });
};

interface Workload {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly replicas?: number;
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly template: {
      readonly spec: {
        readonly imagePullSecrets?: readonly unknown[];
        readonly topologySpreadConstraints?: readonly {
          readonly labelSelector: { readonly matchLabels: Readonly<Record<string, string>> };
        }[];
      };
    };
  };
}

/** The workloads, by their names without that of the release. */
const workloadsOf = (profile: string): Readonly<Record<string, Workload>> =>
  Object.fromEntries(
    (objectsOf(profile) as unknown as readonly Workload[])
      .filter(({ kind }) => kind === 'StatefulSet' || kind === 'Deployment')
      .map((workload) => [workload.metadata.name.replace(`${release.name}-`, ''), workload]),
  );

const containersOf = (profile: string) =>
  podsOf(objectsOf(profile)).flatMap(({ spec }) => [...(spec.initContainers ?? []), ...spec.containers]);

describe('the profiles', () => {
  it.each(helmVersions().map((binary) => [binary.version, binary] as const))(
    'lie in the chart, where Helm %s finds nothing to complain about',
    { timeout: 60_000 },
    (_, binary) =>
      withFiles(Object.fromEntries(chartFiles(semanticExplorer)), async (directory) => {
        for (const name of ['airgap', 'external', 'minimal', 'production']) {
          const lint = await helmLint(binary, directory, [join(directory, `profiles/${name}.yaml`)]);
          expect(lint.ok ? '' : lint.message).toBe('');
        }
      }),
  );
});

describe('the profile minimal', () => {
  it('runs every service once, but for those that need a GPU', () => {
    expect(Object.entries(workloadsOf('minimal')).map(([name, { spec }]) => [name, spec.replicas])).toEqual([
      ['api', 1],
      ['worker-collections', 1],
      ['worker-datasets', 1],
      ['worker-visualizations-py', 1],
      ['dex', 1],
      ['postgresql', 1],
      ['nats', 1],
      ['qdrant', 1],
      ['valkey', 1],
      ['minio', 1],
      ['otel-collector', 1],
      ['quickwit', 1],
      ['prometheus', 1],
      ['grafana', 1],
    ]);
    expect(JSON.stringify(objectsOf('minimal'))).not.toContain('nvidia.com/gpu');
  });

  it('asks for no copies of streams that one server cannot hold', () => {
    const replicas = containersOf('minimal').flatMap(({ env = [] }) =>
      env.filter(({ name }) => name === 'NATS_REPLICAS').map(({ value }) => value),
    );
    expect([...new Set(replicas)]).toEqual(['1']);
  });
});

describe('the profile production', () => {
  it('runs once only what cannot run several times', () => {
    const single = Object.entries(workloadsOf('production')).filter(([, { spec }]) => spec.replicas === 1);
    expect(single.map(([name]) => name)).toEqual([
      'dex',
      'postgresql',
      'valkey',
      'quickwit',
      'prometheus',
      'grafana',
      'release-exporter',
    ]);
  });

  it('keeps the pods of everything else apart, and lets drains take one at a time', () => {
    const budgets = (objectsOf('production') as unknown as readonly Workload[])
      .filter(({ kind }) => kind === 'PodDisruptionBudget')
      .map(({ spec }) => spec.selector);
    const several = Object.entries(workloadsOf('production')).filter(([, { spec }]) => (spec.replicas ?? 0) > 1);
    expect(several.map(([name]) => name)).toContain('nats');
    for (const [name, { spec }] of several) {
      const [constraint] = spec.template.spec.topologySpreadConstraints ?? [];
      expect([name, constraint?.labelSelector.matchLabels]).toEqual([name, { 'app.kubernetes.io/name': name }]);
      expect(budgets).toContainEqual(spec.selector);
    }
  });

  it('keeps what its servers know in claims', () => {
    const lost = podsOf(objectsOf('production')).flatMap(({ owner, spec }) =>
      (spec.volumes ?? [])
        .filter(
          ({ name, emptyDir }) => emptyDir !== undefined && ['data', 'models', 'storage', 'snapshots'].includes(name),
        )
        .map(({ name }) => `${String(owner['kind'])} ${name}`),
    );
    expect(lost).toEqual([]);
  });
});

describe('the profile external', () => {
  it('deploys the application alone', () => {
    expect(Object.keys(workloadsOf('external'))).toEqual([
      'api',
      'worker-collections',
      'worker-datasets',
      'worker-visualizations-py',
      'embedding-inference-api',
      'llm-inference-api',
    ]);
  });
});

describe('the profile airgap', () => {
  it('pulls every image from the registry of the deployer, with its Secret', () => {
    const images = [...new Set(containersOf('airgap').map(({ image }) => image))];
    expect(images.length).toBeGreaterThan(15);
    expect(images.filter((image) => !image.startsWith('registry.example.com/'))).toEqual([]);
    for (const { spec } of podsOf(objectsOf('airgap'))) {
      expect(spec).toMatchObject({ imagePullSecrets: [{ name: 'registry' }] });
    }
  });

  it('takes models from claims', () => {
    const volumes = podsOf(objectsOf('airgap')).flatMap(({ spec }) =>
      (spec.volumes ?? []).filter(({ name }) => name === 'models'),
    );
    expect(volumes).toEqual([
      { name: 'models', persistentVolumeClaim: { claimName: 'embedding-models' } },
      { name: 'models', persistentVolumeClaim: { claimName: 'llm-models' } },
    ]);
  });
});
