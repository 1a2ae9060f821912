import type { PrintScope } from './print-scope.js';

/** Where lines are printed. */
export interface Place {
  readonly scope: PrintScope;
  /** Columns before the first character of each line. */
  readonly indent: number;
  /**
   * The lines are the text of a configuration file, not of the manifest itself: structures are printed as JSON, whose
   * bytes the evaluator knows, since checksums are taken over them.
   */
  readonly inText: boolean;
}

export type Lines = readonly string[];

export const pad = (indent: number): string => ' '.repeat(indent);

/** The place one level deeper. */
export const deeper = (place: Place): Place => ({ ...place, indent: place.indent + 2 });

/** An action on a line of its own. */
export const control = ({ indent }: Place, code: string): string => `${pad(indent)}{{- ${code} }}`;
