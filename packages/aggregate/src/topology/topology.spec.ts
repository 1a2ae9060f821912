import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { inWorkspace } from '../cli/paths.js';
import { topologyDocument } from './document.js';
import type { Graph } from './graph.js';
import { ownerOf, topologyGraph } from './graph.js';
import { layout } from './layout.js';
import { mermaid } from './mermaid.js';
import { svg } from './svg.js';

const release = { name: 'semantic-explorer', namespace: 'semantic-explorer' };
const codeowners = readFileSync(inWorkspace('CODEOWNERS'), 'utf8');
const graphFor = (values: Readonly<Record<string, unknown>>) =>
  topologyGraph({ release, values: [values] }, codeowners);

const small: Graph = {
  nodes: [{ name: 'web', owner: 'shop' }, { name: 'db', owner: 'data' }, { name: 'internet' }],
  edges: [
    { from: 'web', to: 'db', label: '5432/TCP', isScraping: false },
    { from: 'db', to: 'internet', label: '', isScraping: false },
  ],
};

describe('a picture of the topology', () => {
  it('in Mermaid', () => {
    expect(mermaid(small)).toBe(`flowchart LR
  classDef data fill:#cfe8fc,stroke:#555,color:#000
  classDef shop fill:#d8f5d0,stroke:#555,color:#000
  web[web]:::shop
  db[db]:::data
  internet([internet])
  web -->|5432/TCP| db
  db --> internet
`);
  });

  it('has clients left of what they use, also in a circle', () => {
    expect([...layout(small)]).toEqual([
      ['web', { column: 0, row: 0 }],
      ['db', { column: 1, row: 0 }],
      ['internet', { column: 2, row: 0 }],
    ]);
    const circle = { ...small, edges: [...small.edges, { from: 'internet', to: 'web', label: '', isScraping: false }] };
    expect(new Set([...layout(circle).values()].map(({ column }) => column)).size).toBe(3);
  });

  it('as SVG shows each node, each port and each owner', () => {
    const picture = svg(small);
    for (const text of ['web', 'db', 'internet', '5432/TCP', 'shop', 'data'])
      expect(picture).toContain(`>${text}</text>`);
    expect(picture.match(/<path d="M/g)).toHaveLength(3);
  });
});

describe('the topology of the chart', () => {
  it('is that of the values', () => {
    const database = { from: 'api', to: 'postgresql', label: '5432/TCP', isScraping: false };
    expect(graphFor({}).edges).toContainEqual(database);
    const external = graphFor({
      postgresql: { enabled: false, external: { host: 'db.example.com', port: 6432 }, auth: { existingSecret: 'db' } },
    });
    expect(external.edges).not.toContainEqual(database);
    expect(external.nodes.map(({ name }) => name)).not.toContain('postgresql');
    expect(external.edges).toContainEqual({ from: 'api', to: 'external', label: '6432/TCP', isScraping: false });
  });

  it('has an owner for each service', () => {
    expect(graphFor({}).nodes.filter(({ owner }) => owner === '')).toEqual([]);
    expect(ownerOf('* @org/all\n/packages/api/ @org/api\n# no', 'packages/api/src/builder.ts')).toBe('api');
  });

  it('is in the documents as it is (else: npx nx run aggregate:topology --docs)', () => {
    const graph = graphFor({});
    expect(readFileSync(inWorkspace('docs/topology.md'), 'utf8')).toBe(topologyDocument(graph));
    expect(readFileSync(inWorkspace('docs/topology.svg'), 'utf8')).toBe(svg(graph));
  });
});
