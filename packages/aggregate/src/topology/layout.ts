import type { Graph } from './graph.js';

/** Where a node stands: its column from the left, and its row from the top. */
export interface Position {
  readonly column: number;
  readonly row: number;
}

/**
 * Places nodes in columns, clients left of what they use: the column of a node is the longest way to it. Edges that close a
 * circle, and those of metrics, do not count.
 */
export function layout({ nodes, edges }: Graph): ReadonlyMap<string, Position> {
  const counted = edges.filter(({ from, to, isScraping }) => from !== to && !isScraping);
  const columns = new Map<string, number>();
  const columnOf = (name: string, seen: ReadonlySet<string>): number => {
    const known = columns.get(name);
    if (known !== undefined) return known;
    const clients = counted.filter(({ from, to }) => to === name && !seen.has(from)).map(({ from }) => from);
    const column = Math.max(-1, ...clients.map((client) => columnOf(client, new Set([...seen, name])))) + 1;
    columns.set(name, column);
    return column;
  };
  const rows = new Map<number, number>();
  return new Map(
    nodes.map(({ name }) => {
      const column = columnOf(name, new Set([name]));
      const row = rows.get(column) ?? 0;
      rows.set(column, row + 1);
      return [name, { column, row }];
    }),
  );
}
