import type { Graph } from './graph.js';

/** Light fills on which black text can be read; owners get them in the order of their names. */
const fills = ['#cfe8fc', '#d8f5d0', '#fde9c4', '#f9d5e5', '#e3d9f7', '#d3f0ee', '#f5f0b8', '#e6e6e6'];

/** The fill of each owner in a graph. */
export const ownerColours = ({ nodes }: Graph): ReadonlyMap<string, string> =>
  new Map(
    [...new Set(nodes.flatMap(({ owner }) => owner ?? []))]
      .sort()
      .map((owner, index) => [owner, fills[index % fills.length] ?? '#ffffff']),
  );
