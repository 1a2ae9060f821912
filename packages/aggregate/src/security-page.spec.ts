import { readFileSync } from 'node:fs';

import { podsOf } from '@semantic-explorer/platform/testing';
import { evaluateChart } from 'chartkit';
import { describe, expect, it } from 'vitest';

import { semanticExplorer } from './index.js';

const page = readFileSync(new URL('../../../docs/security.md', import.meta.url), 'utf8');
const withBackups = { postgresql: { backup: { enabled: true } } };
const objects = evaluateChart(semanticExplorer, {
  release: { name: 'prod', namespace: 'explorer' },
  values: [withBackups],
});

/** The first column of a table of the page, without the marks around code. */
const firstColumn = (heading: string): readonly string[] =>
  (page.split(`## ${heading}`)[1]?.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''));

describe('docs/security.md', () => {
  it('tells for every generated credential how it is rotated', () => {
    const specification = objects.flatMap((object) => {
      const data = object['data'] as Readonly<Record<string, string>> | undefined;
      return data?.['specification.json'] ?? [];
    });
    const { keys } = JSON.parse(specification[0] ?? '') as { readonly keys: readonly { readonly key: string }[] };

    expect([...firstColumn('Secrets, and how to rotate each')].sort()).toEqual(keys.map(({ key }) => key).sort());
  });

  it('names everybody who gets a token of the Kubernetes API', () => {
    const withToken = podsOf(objects).flatMap(({ owner, spec }) => {
      const { name } = owner['metadata'] as { readonly name: string };
      return spec.automountServiceAccountToken === false ? [] : [name.replace(/-[0-9a-f]{8}$/, '')];
    });

    expect(withToken.sort()).toEqual([
      'prod-semantic-explorer-create-credentials',
      'prod-semantic-explorer-prometheus',
      'prod-semantic-explorer-release-exporter',
      'prod-semantic-explorer-upgrade-check',
    ]);
  });
});
