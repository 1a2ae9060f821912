import type { Expr, ValueRef } from 'chartkit';
import { object, oneOf, orElse, str, string, when } from 'chartkit';

import { common } from './common-values.js';
import type { ImageReference } from './images.js';

/** The values of an image. */
export const imageValues = ({ registry, repository, tag }: ImageReference) =>
  object(
    {
      registry: string({
        format: 'imageRegistry',
        default: registry,
        description: 'Registry; global.imageRegistry goes before it.',
      }),
      repository: string({
        format: 'imageRepository',
        default: repository,
        description: 'Repository in the registry.',
      }),
      tag: string({ format: 'imageTag', default: tag, description: 'Tag.' }),
      digest: string({
        format: 'imageDigest',
        allowEmpty: true,
        default: '',
        description: 'Digest; goes before the tag.',
      }),
      pullPolicy: oneOf(['Always', 'IfNotPresent', 'Never'], {
        default: 'IfNotPresent',
        description: 'When the image is pulled.',
      }),
    },
    { description: 'Image of the container.' },
  );

/** The values of an image as expressions. */
export type Image = ValueRef<{
  registry: string;
  repository: string;
  tag: string;
  digest: string;
  pullPolicy: 'Always' | 'IfNotPresent' | 'Never';
}>;

/** The fields of a container that say which image it runs. */
export function containerImage(image: Image): { readonly image: Expr<string>; readonly imagePullPolicy: Expr<string> } {
  const repository = str`${orElse(common.global.imageRegistry, image.registry)}/${image.repository}`;
  return {
    image: when(image.digest, str`${repository}@${image.digest}`, str`${repository}:${image.tag}`),
    imagePullPolicy: image.pullPolicy,
  };
}
