import type { Manifest } from 'chartkit';

type Values = Readonly<Record<string, unknown>>;

/** What claims are looked for in: a chart, and what it makes of some values. */
export interface Rendered {
  readonly objects: readonly Manifest[];
  /** The files of the chart, by their paths. */
  readonly files: ReadonlyMap<string, string>;
  readonly defaults: Values;
}

/** What was found: the object or file, the field in it, and its value. */
export interface Finding {
  readonly object: string;
  readonly field: string;
  readonly value: string;
}

/**
 * Looks for what a claim says.
 *
 * @throws Error when it is not there, or is another
 */
export type Finder = (rendered: Rendered) => Finding;

/** Something that the tracking document says, and how it is looked for. */
export interface Claim {
  /** The words of the document, in Markdown. */
  readonly claim: string;
  /** Values over the default ones for which it holds. */
  readonly values?: Values;
  readonly find: readonly Finder[];
  /** Where what is there differs from the words, and why it is better. */
  readonly remark?: string;
}

/** A heading of the tracking document with what stands below it. */
export interface Section {
  readonly title: string;
  /** Depth of the heading; 2 unless it says otherwise. */
  readonly level?: 2 | 3;
  readonly claims: readonly Claim[];
}
