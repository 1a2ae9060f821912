import type { Manifest } from './objects.js';
import { kindOf, textsBelow, titleOf } from './objects.js';

/** A canary as it is, and as a Secret would hold it. */
const formsOf = (canary: string): readonly string[] => [canary, Buffer.from(canary, 'utf8').toString('base64')];

/**
 * Where a secret value is found that may stand in Secrets only, a sentence each.
 *
 * @param canaries secret values that were given to the chart
 * @param notes the text that Helm shows after an installation
 */
export function leaks(canaries: readonly string[], objects: readonly Manifest[], notes: string): readonly string[] {
  const places = [
    ...objects.map((object) => ({
      title: titleOf(object),
      // What a Secret is for does not count; its name, labels and annotations do.
      texts: textsBelow(kindOf(object) === 'Secret' ? { ...object, data: undefined, stringData: undefined } : object),
    })),
    { title: 'the notes', texts: [notes] },
  ];
  return canaries.flatMap((canary) =>
    places
      .filter(({ texts }) => formsOf(canary).some((form) => texts.some((text) => text.includes(form))))
      .map(({ title }) => `${title}: it holds the secret value ${canary}`),
  );
}
