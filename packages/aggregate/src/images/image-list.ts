import { stringify } from 'yaml';

/** An image of the default values. */
export interface ChartImage {
  /** Where it stands in the values, such as `postgresql.metrics.image`. */
  readonly path: readonly string[];
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

/** What a container names: `docker.io/library/postgres:17.11-bookworm`. */
export const referenceOf = ({ registry, repository, tag }: ChartImage): string => `${registry}/${repository}:${tag}`;

/** The images of the default values, in their order. One that stands at two places is there twice. */
export function chartImages(defaults: unknown, path: readonly string[] = []): readonly ChartImage[] {
  if (typeof defaults !== 'object' || defaults === null || Array.isArray(defaults)) return [];
  const { registry, repository, tag } = defaults as Readonly<Record<string, unknown>>;
  return typeof registry === 'string' && typeof repository === 'string' && typeof tag === 'string'
    ? [{ path, registry, repository, tag }]
    : Object.entries(defaults).flatMap(([key, field]) => chartImages(field, [...path, key]));
}

/**
 * The images of the default values, as the annotation `artifacthub.io/images` wants them: YAML in a text. An image is
 * named after its place in the values.
 */
export const imageList = (defaults: unknown): string =>
  stringify(chartImages(defaults).map((image) => ({ name: nameOf(image), image: referenceOf(image) })));

const nameOf = ({ path }: ChartImage): string => path.filter((key) => key !== 'image').join('-') || 'image';
