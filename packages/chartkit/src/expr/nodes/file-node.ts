/** The content of a file of the chart's `files/` folder, for large static texts. */
export interface FileNode {
  readonly kind: 'file';
  /** Path below `files/`. */
  readonly path: string;
  readonly content: string;
}
