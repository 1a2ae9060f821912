import { stringify } from 'yaml';

import type { Digests } from './digests.js';
import type { ChartImage } from './image-list.js';
import { referenceOf } from './image-list.js';

interface Tree {
  [key: string]: Tree | string;
}

/** A values file that pins the images of the chart by their digests, which go before tags. */
export function pinnedValues(images: readonly ChartImage[], digests: Digests): string {
  const values: Tree = {};
  for (const image of images) {
    const digest = digests.get(referenceOf(image));
    if (digest !== undefined) put(values, [...image.path, 'digest'], digest);
  }
  return stringify(values);
}

function put(tree: Tree, [key = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  const below = tree[key];
  const branch = typeof below === 'object' ? below : {};
  tree[key] = branch;
  put(branch, rest, value);
}
