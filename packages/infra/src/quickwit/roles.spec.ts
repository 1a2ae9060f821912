import { namesOf, ofKind } from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { configOf, podOf, quickwitWith, split, variablesOf } from './testing/quickwit-chart.js';

describe('split roles', () => {
  it('give nodes for indexing, searching and control, which find each other', () => {
    expect(namesOf(quickwitWith(split))).toEqual([
      'ConfigMap prod-semantic-explorer-quickwit-config',
      'ServiceAccount prod-semantic-explorer-quickwit',
      'Service prod-semantic-explorer-quickwit',
      'Service prod-semantic-explorer-quickwit-headless',
      'StatefulSet prod-semantic-explorer-quickwit',
      'PodDisruptionBudget prod-semantic-explorer-quickwit',
      'Service prod-semantic-explorer-quickwit-searcher',
      'Service prod-semantic-explorer-quickwit-searcher-headless',
      'StatefulSet prod-semantic-explorer-quickwit-searcher',
      'PodDisruptionBudget prod-semantic-explorer-quickwit-searcher',
      'Service prod-semantic-explorer-quickwit-control',
      'Service prod-semantic-explorer-quickwit-control-headless',
      'StatefulSet prod-semantic-explorer-quickwit-control',
      'ConfigMap prod-semantic-explorer-quickwit-init',
      expect.stringMatching(/^Job prod-semantic-explorer-quickwit-init-[0-9a-f]{8}$/),
    ]);
    const services = ['quickwit', 'quickwit-searcher', 'quickwit-control'].map((name) =>
      variablesOf(name, split).get('QW_ENABLED_SERVICES'),
    );
    expect(services).toEqual([
      { value: 'indexer' },
      { value: 'searcher' },
      { value: 'control_plane,metastore,janitor' },
    ]);
    expect(configOf(split)).toMatchObject({
      peer_seeds: ['prod-semantic-explorer-quickwit-headless', 'prod-semantic-explorer-quickwit-control-headless'],
      ingest_api: { replication_factor: 2 },
    });
    expect(
      ofKind(quickwitWith(split), 'StatefulSet').map(({ spec }) => (spec as { replicas: number }).replicas),
    ).toEqual([2, 2, 1]);
    expect(ofKind(quickwitWith(split), 'Service')[1]?.['spec']).toMatchObject({
      clusterIP: 'None',
      ports: [{ name: 'rest' }, { name: 'grpc' }, { name: 'gossip', port: 7282, protocol: 'UDP' }],
    });
  });
});

describe('the metastore', () => {
  it('is a database of the release, with a role of its own', () => {
    expect(configOf(split)).not.toHaveProperty('metastore_uri');
    const variables = variablesOf('quickwit-control', split);
    expect(variables.get('METASTORE_PASSWORD')).toEqual({
      valueFrom: {
        secretKeyRef: { name: 'prod-semantic-explorer-credentials', key: 'postgresql-quickwit-password' },
      },
    });
    expect(variables.get('QW_METASTORE_URI')).toEqual({
      value:
        'postgresql://quickwit:$(METASTORE_PASSWORD)@prod-semantic-explorer-postgresql:5432/quickwit?sslmode=disable',
    });
    expect(podOf('quickwit-control', split)?.initContainers?.map(({ name }) => name)).toEqual([
      'wait-for-minio',
      'wait-for-postgresql',
    ]);
  });

  it('is the database that a Secret names', () => {
    const elsewhere = { ...split, metastore: { type: 'postgresql', existingSecret: 'quickwit-metastore' } };
    expect(configOf(elsewhere)).not.toHaveProperty('metastore_uri');
    const variables = variablesOf('quickwit-control', elsewhere);
    expect(variables.get('QW_METASTORE_URI')).toEqual({
      valueFrom: { secretKeyRef: { name: 'quickwit-metastore', key: 'uri' } },
    });
    expect(variables.has('METASTORE_PASSWORD')).toBe(false);
  });
});
