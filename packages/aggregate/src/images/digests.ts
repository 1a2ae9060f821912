import type { ChartImage } from './image-list.js';
import { referenceOf } from './image-list.js';

/** The digests of images, by what containers name. */
export type Digests = ReadonlyMap<string, string>;

const line = /^(\S+)\s+(sha256:[0-9a-f]{64})$/;

/**
 * Reads lines of an image and its digest, such as `docker.io/library/nats:2.14.5-alpine sha256:…`; blank lines and comments
 * (`#`) are left out.
 *
 * @throws Error with every line that is none, is no image of the chart or contradicts another, and every image without one
 */
export function parseDigests(text: string, images: readonly ChartImage[]): Digests {
  const references = new Set(images.map(referenceOf));
  const digests = new Map<string, string>();
  const problems = text.split('\n').flatMap((row, index) => {
    const content = row.trim();
    if (content === '' || content.startsWith('#')) return [];
    const at = `line ${String(index + 1)}: `;
    const [, image = '', digest = ''] = line.exec(content) ?? [];
    if (image === '') return [`${at}"${content}" is not an image and a digest "sha256:" and 64 hexadecimal digits`];
    if (!references.has(image)) return [`${at}${image} is no image of the chart`];
    if ((digests.get(image) ?? digest) !== digest) return [`${at}${image} had another digest before`];
    digests.set(image, digest);
    return [];
  });
  const missing = [...references].filter((image) => !digests.has(image)).map((image) => `${image} has no digest`);
  const all = [...problems, ...missing];
  if (all.length > 0) throw new Error(all.join('\n'));
  return digests;
}
