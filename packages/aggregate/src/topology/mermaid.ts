import { ownerColours } from './colours.js';
import type { Graph } from './graph.js';

/** The graph in the language of https://mermaid.js.org/syntax/flowchart.html. */
export function mermaid(graph: Graph): string {
  const classes = [...ownerColours(graph)].map(
    ([owner, fill]) => `  classDef ${owner} fill:${fill},stroke:#555,color:#000`,
  );
  const nodes = graph.nodes.map(({ name, owner }) =>
    owner === undefined ? `  ${name}([${name}])` : `  ${name}[${name}]:::${owner}`,
  );
  const edges = graph.edges.map(({ from, to, label, isScraping }) => {
    const arrow = isScraping ? '-.->' : '-->';
    return `  ${from} ${arrow}${label === '' ? '' : `|${label}|`} ${to}`;
  });
  return `${['flowchart LR', ...classes, ...nodes, ...edges].join('\n')}\n`;
}
