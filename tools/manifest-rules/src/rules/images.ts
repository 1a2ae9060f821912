import { containersOf, containerTitle, podsOf } from '../pods.js';
import type { ManifestRule } from '../rule.js';

/** The tag of an image reference: after the last colon that follows the last slash. */
function tagOf(image: string): string | undefined {
  const [, tag] = /:([^:/]+)$/.exec(image) ?? [];
  return tag;
}

/** Every image has a digest, or a tag that does not move by its name. */
export const images: ManifestRule = (objects) =>
  podsOf(objects).flatMap((pod) =>
    containersOf(pod).flatMap((container) => {
      const image = String(container['image']);
      if (image.includes('@sha256:')) return [];
      const tag = tagOf(image);
      if (tag === undefined) return [`${containerTitle(pod, container)}: the image ${image} has no tag`];
      return tag === 'latest' ? [`${containerTitle(pod, container)}: the image ${image} has the tag latest`] : [];
    }),
  );
