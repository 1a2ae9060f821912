import type { RenderOptions } from 'chartkit';

import { networkedServices } from '../services.js';
import { declaredTopology } from './declared-flows.js';

/** The pods of a service, or what is outside of the release. */
export interface GraphNode {
  readonly name: string;
  /** Team that owns the service; absent outside of the release. */
  readonly owner?: string;
}

/** That one node opens connections to another. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** Ports and protocols, such as `5432/TCP`; empty for those that stand in the values. */
  readonly label: string;
  /** Metrics are scraped of nearly all pods: a picture draws these edges thinly. */
  readonly isScraping: boolean;
}

/** Who reaches whom. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The team of a file: of the last line of CODEOWNERS that matches it, as GitHub has it. */
export function ownerOf(codeowners: string, file: string): string {
  const owners = codeowners
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([pattern = '']) => pattern !== '' && !pattern.startsWith('#'))
    .filter(([pattern = '']) => pattern === '*' || `/${file}`.startsWith(pattern))
    .map(([, owner = '']) => owner);
  return (owners.at(-1) ?? '').replace(/^@[^/]*\//, '');
}

/** The topology for given values. Name resolution, which nearly all pods use, is left out. */
export function topologyGraph(options: RenderOptions, codeowners: string): Graph {
  const { pods, flows } = declaredTopology(options);
  const shown = flows.filter(({ to }) => to !== 'dns');
  const scrapers = new Set(
    networkedServices
      .flatMap(({ networks }) => networks)
      .filter(({ scrapes }) => scrapes)
      .map((network) => network.pods),
  );
  const ports = new Map<string, { from: string; to: string; labels: Set<string> }>();
  for (const { from, to, ports: used } of shown) {
    const edge = ports.get(`${from} ${to}`) ?? { from, to, labels: new Set<string>() };
    for (const { port, protocol } of used) edge.labels.add(`${port}/${protocol}`);
    ports.set(`${from} ${to}`, edge);
  }
  const edges = [...ports.values()].map(({ from, to, labels }) => ({
    from,
    to,
    label: [...labels].join(', '),
    isScraping: from === 'monitoring' || (scrapers.has(from) && pods.includes(to)),
  }));
  const outside = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].filter((name) => !pods.includes(name));
  const sources = new Map(
    networkedServices.flatMap(({ networks, source }) => networks.map((network) => [network.pods, source] as const)),
  );
  return {
    nodes: [
      ...pods.map((name) => ({ name, owner: ownerOf(codeowners, sources.get(name) ?? '') })),
      ...outside.map((name) => ({ name })),
    ],
    edges,
  };
}
