import type { ChartMetadata } from 'chartkit';

import type { Digests } from './digests.js';
import type { ChartImage } from './image-list.js';
import { referenceOf } from './image-list.js';

/**
 * The images of the chart as a CycloneDX document (https://cyclonedx.org/docs/1.6/json/). It has no date and no serial
 * number, so that the same chart gives the same bytes. What is inside of an image, a scanner has to say.
 */
export function billOfMaterials(
  { name, version, description }: Pick<ChartMetadata, 'name' | 'version' | 'description'>,
  images: readonly ChartImage[],
  digests: Digests = new Map(),
): string {
  const chart = `${name}@${version}`;
  const references = [...new Set(images.map(referenceOf))];
  const components = references.map((reference) =>
    component(
      reference,
      images.filter((image) => referenceOf(image) === reference),
      digests.get(reference),
    ),
  );
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': chart, name, version, description } },
    components,
    dependencies: [{ ref: chart, dependsOn: references }],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function component(reference: string, places: readonly ChartImage[], digest: string | undefined) {
  const [{ registry, repository, tag } = { registry: '', repository: '', tag: '' }] = places;
  return {
    type: 'container',
    'bom-ref': reference,
    name: `${registry}/${repository}`,
    version: tag,
    ...(digest === undefined ? {} : { hashes: [{ alg: 'SHA-256', content: digest.slice('sha256:'.length) }] }),
    purl: packageUrl(registry, repository, digest ?? tag),
    properties: places.map(({ path }) => ({ name: 'values', value: path.join('.') })),
  };
}

/** https://github.com/package-url/purl-spec, type `docker`; its own registry is docker.io. */
const packageUrl = (registry: string, repository: string, version: string): string =>
  `pkg:docker/${repository}@${encodeURIComponent(version)}${registry === 'docker.io' ? '' : `?repository_url=${encodeURIComponent(registry)}`}`;
