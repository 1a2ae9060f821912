import { evaluateChart } from 'chartkit';
import { describe, expect, it } from 'vitest';

import { semanticExplorer } from './index.js';
import { danglingReferences, textsIn } from './testing/references.js';
import { selectionProblems } from './testing/selections.js';
import { valueSets } from './testing/value-sets.js';

const objectsFor = (values: Readonly<Record<string, unknown>>) =>
  evaluateChart(semanticExplorer, { release: { name: 'test', namespace: 'tests' }, values: [values] });

describe.each(valueSets)('the objects of the chart: %s', (_, values) => {
  it('refer to nothing that does not exist', () => {
    expect(danglingReferences(objectsFor(values), new Set(textsIn(values)))).toEqual([]);
  });

  it('select the pods of exactly one workload', () => {
    expect(selectionProblems(objectsFor(values))).toEqual([]);
  });
});

describe('a mistake in the wiring is found', () => {
  const pod = {
    containers: [
      {
        name: 'web',
        env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'login', key: 'password' } } }],
        volumeMounts: [{ name: 'config', mountPath: '/etc/web.conf', subPath: 'web.conf' }],
      },
    ],
    volumes: [{ name: 'config', configMap: { name: 'web' } }],
    serviceAccountName: 'web',
  };
  const web = {
    kind: 'StatefulSet',
    metadata: { name: 'web' },
    spec: {
      serviceName: 'web-headless',
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: pod },
    },
  };
  const service = { kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app: 'wbe' } } };

  it('a missing object or key', () => {
    const config = { kind: 'ConfigMap', metadata: { name: 'web' }, data: { 'other.conf': '' } };
    expect(danglingReferences([web, config], new Set())).toEqual([
      'web: there is no ServiceAccount web',
      'web: there is no Secret login',
      'web: the ConfigMap web has no key web.conf',
    ]);
  });

  it('a selector that matches nothing, and a missing headless Service', () => {
    expect(selectionProblems([web, service])).toEqual([
      'Service web: it selects the pods of nobody',
      'StatefulSet web: there is no headless Service web-headless',
    ]);
  });
});
