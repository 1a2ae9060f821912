import { stringify } from 'yaml';

interface NamedImage {
  readonly name: string;
  readonly image: string;
}

/**
 * The images of the default values, as the annotation `artifacthub.io/images` wants them: YAML in a text. An image is
 * named after its place in the values.
 */
export const imageList = (defaults: unknown): string => stringify(imagesBelow(defaults, []));

function imagesBelow(value: unknown, path: readonly string[]): readonly NamedImage[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const { registry, repository, tag } = value as Readonly<Record<string, unknown>>;
  if (typeof registry === 'string' && typeof repository === 'string' && typeof tag === 'string') {
    const name = path.filter((key) => key !== 'image').join('-');
    return [{ name: name === '' ? 'image' : name, image: `${registry}/${repository}:${tag}` }];
  }
  return Object.entries(value).flatMap(([key, field]) => imagesBelow(field, [...path, key]));
}
