import { ownerColours } from './colours.js';
import type { Graph, GraphEdge } from './graph.js';
import type { Position } from './layout.js';
import { layout } from './layout.js';

const box = { width: 190, height: 34 };
const step = { x: 330, y: 74 };
const margin = 24;

const left = ({ column }: Position): number => margin + column * step.x;
const middle = ({ row }: Position): number => margin + row * step.y + box.height / 2;

/** Names and labels are letters, digits, `/`, `,` and `-`, so nothing needs to be escaped. */
function edgeLines({ label, isScraping }: GraphEdge, from: Position, to: Position): readonly string[] {
  const forward = to.column > from.column;
  const start = { x: left(from) + (forward ? box.width : box.width / 2), y: middle(from) };
  const end = { x: left(to) + (forward ? 0 : box.width / 2), y: middle(to) };
  const bend = forward ? (end.x - start.x) / 2 : 0;
  const d = `M${start.x},${start.y} C${start.x + bend},${start.y} ${end.x - bend},${end.y} ${end.x},${end.y}`;
  const style = isScraping ? 'stroke="#bbb" stroke-dasharray="3 3"' : 'stroke="#555"';
  const at = { x: start.x + (end.x - start.x) * 0.7, y: start.y + (end.y - start.y) * 0.78 - 3 };
  return [
    `<path d="${d}" fill="none" ${style} marker-end="url(#arrow)"/>`,
    ...(label === '' || isScraping ? [] : [`<text x="${at.x}" y="${at.y}" font-size="10" fill="#333">${label}</text>`]),
  ];
}

/** The graph as a picture, the owners' colours below it. Dashed lines are metrics. */
export function svg(graph: Graph): string {
  const colours = ownerColours(graph);
  const positions = layout(graph);
  const at = (name: string): Position => positions.get(name) ?? { column: 0, row: 0 };
  const all = [...positions.values()];
  const width = margin * 2 + Math.max(...all.map(({ column }) => column)) * step.x + box.width;
  const bottom = margin + (Math.max(...all.map(({ row }) => row)) + 1) * step.y;
  const edges = graph.edges
    // Pods of one service among each other need no line.
    .filter(({ from, to }) => from !== to)
    .flatMap((edge) => edgeLines(edge, at(edge.from), at(edge.to)));
  const nodes = graph.nodes.flatMap(({ name, owner }) => {
    const x = left(at(name));
    const y = middle(at(name)) - box.height / 2;
    const fill = owner === undefined ? '#ffffff' : (colours.get(owner) ?? '#ffffff');
    const shape = `rx="${owner === undefined ? box.height / 2 : 4}" fill="${fill}" stroke="#555"`;
    return [
      `<rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" ${shape}/>`,
      `<text x="${x + box.width / 2}" y="${y + 21}" font-size="13" text-anchor="middle">${name}</text>`,
    ];
  });
  const legend = [...colours].flatMap(([owner, fill], index) => [
    `<rect x="${margin + index * 150}" y="${bottom}" width="14" height="14" fill="${fill}" stroke="#555"/>`,
    `<text x="${margin + index * 150 + 20}" y="${bottom + 12}" font-size="12">${owner}</text>`,
  ]);
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${bottom + 40}" font-family="sans-serif">`,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#555"/></marker></defs>',
    `<rect width="${width}" height="${bottom + 40}" fill="#ffffff"/>`,
    ...edges,
    ...nodes,
    ...legend,
    '</svg>',
  ].join('\n')}\n`;
}
