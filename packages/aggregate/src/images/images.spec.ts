import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { evaluateChart, parseValues } from 'chartkit';
import { describe, expect, it } from 'vitest';

import { semanticExplorer } from '../index.js';
import { billOfMaterials } from './bill-of-materials.js';
import { parseDigests } from './digests.js';
import { chartImages, imageList, referenceOf } from './image-list.js';
import { pinnedValues } from './pinned-values.js';

const nats = { registry: 'docker.io', repository: 'library/nats', tag: '2' };
const defaults = {
  image: { registry: 'ghcr.io', repository: 'dexidp/dex', tag: 'v2', digest: '', pullPolicy: 'Always' },
  nats: { image: nats, again: { image: nats }, replicas: 3, list: [nats] },
};
const images = chartImages(defaults);
const dexDigest = `sha256:${'a'.repeat(64)}`;
const natsDigest = `sha256:${'b'.repeat(64)}`;
const digestsText = `# resolved
ghcr.io/dexidp/dex:v2 ${dexDigest}

docker.io/library/nats:2\t${natsDigest}
`;

it('finds images wherever they stand in the values', () => {
  expect(imageList(defaults)).toBe(`- name: image
  image: ghcr.io/dexidp/dex:v2
- name: nats
  image: docker.io/library/nats:2
- name: nats-again
  image: docker.io/library/nats:2
`);
});

it('pins images by their digests, each at its place', () => {
  expect(pinnedValues(images, parseDigests(digestsText, images))).toBe(`image:
  digest: ${dexDigest}
nats:
  image:
    digest: ${natsDigest}
  again:
    image:
      digest: ${natsDigest}
`);
});

it('says everything that is wrong with digests', () => {
  const text = `nonsense
docker.io/library/nats:2 sha256:123
quay.io/other:1 ${dexDigest}
docker.io/library/nats:2 ${natsDigest}
docker.io/library/nats:2 ${dexDigest}
`;
  expect(() => parseDigests(text, images)).toThrow(
    new Error(`line 1: "nonsense" is not an image and a digest "sha256:" and 64 hexadecimal digits
line 2: "docker.io/library/nats:2 sha256:123" is not an image and a digest "sha256:" and 64 hexadecimal digits
line 3: quay.io/other:1 is no image of the chart
line 5: docker.io/library/nats:2 had another digest before
ghcr.io/dexidp/dex:v2 has no digest`),
  );
});

it('lists images as CycloneDX has them, each once', () => {
  const chart = { name: 'shop', version: '1.0.0', description: 'A shop.' };
  const withDigests = billOfMaterials(chart, images, parseDigests(digestsText, images));
  expect(JSON.parse(withDigests)).toEqual({
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': 'shop@1.0.0', ...chart } },
    components: [
      {
        type: 'container',
        'bom-ref': 'ghcr.io/dexidp/dex:v2',
        name: 'ghcr.io/dexidp/dex',
        version: 'v2',
        hashes: [{ alg: 'SHA-256', content: 'a'.repeat(64) }],
        purl: `pkg:docker/dexidp/dex@sha256%3A${'a'.repeat(64)}?repository_url=ghcr.io`,
        properties: [{ name: 'values', value: 'image' }],
      },
      {
        type: 'container',
        'bom-ref': 'docker.io/library/nats:2',
        name: 'docker.io/library/nats',
        version: '2',
        hashes: [{ alg: 'SHA-256', content: 'b'.repeat(64) }],
        purl: `pkg:docker/library/nats@sha256%3A${'b'.repeat(64)}`,
        properties: [
          { name: 'values', value: 'nats.image' },
          { name: 'values', value: 'nats.again.image' },
        ],
      },
    ],
    dependencies: [{ ref: 'shop@1.0.0', dependsOn: ['ghcr.io/dexidp/dex:v2', 'docker.io/library/nats:2'] }],
  });
  const [dex] = (JSON.parse(billOfMaterials(chart, images)) as { readonly components: readonly unknown[] }).components;
  expect(dex).toEqual({
    type: 'container',
    'bom-ref': 'ghcr.io/dexidp/dex:v2',
    name: 'ghcr.io/dexidp/dex',
    version: 'v2',
    purl: 'pkg:docker/dexidp/dex@v2?repository_url=ghcr.io',
    properties: [{ name: 'values', value: 'image' }],
  });
});

describe('the chart', () => {
  const all = chartImages(semanticExplorer.defaults);
  const references = [...new Set(all.map(referenceOf))];
  const digests = references
    .map((reference, index) => `${reference} sha256:${index.toString(16).padStart(64, '0')}`)
    .join('\n');

  it('runs by digests alone with the values that pin them', () => {
    const values = parseValues(pinnedValues(all, parseDigests(digests, all)), 'pinned.yaml');
    const objects = evaluateChart(semanticExplorer, {
      release: { name: 'test', namespace: 'tests' },
      values: [values],
    });
    const found = [...JSON.stringify(objects).matchAll(/"image":"([^"]+)"/g)].map(([, image]) => image);
    expect(found.length).toBeGreaterThan(20);
    expect(found.filter((image) => !/@sha256:[0-9a-f]{64}$/.test(image ?? ''))).toEqual([]);
  });

  const program = fileURLToPath(new URL('../cli/images.ts', import.meta.url));
  const run = (args: readonly string[], input = '') =>
    new Promise<readonly [exitCode: number, output: string, errors: string]>((resolve) => {
      const command = ['--conditions=chartkit-source', '--import=tsx', program, ...args];
      const child = execFile(process.execPath, command, (error, output, errors) => {
        resolve([typeof error?.code === 'number' ? error.code : 0, output, errors]);
      });
      child.stdin?.on('error', () => undefined).end(input);
    });

  it('tells its images on the command line', { timeout: 120_000 }, async () => {
    expect(await run(['list'])).toEqual([0, `${references.join('\n')}\n`, '']);
    const [exitCode, output] = await run(['pin', '--digests=-'], digests);
    expect(exitCode).toBe(0);
    expect(output).toContain(`sha256:${'0'.repeat(64)}`);
    const [, document] = await run(['sbom']);
    expect(JSON.parse(document)).toMatchObject({
      bomFormat: 'CycloneDX',
      metadata: { component: { version: '1.0.0' } },
    });
  });

  it.each([
    [['pin', '--digests=-'], 1, `images: ${references[0] ?? ''} has no digest\n`],
    [['print'], 2, 'images: There is no command "print".\nTry --help.\n'],
    [['pin', '--digests=/nowhere'], 2, "images: ENOENT: no such file or directory, open '/nowhere'\nTry --help.\n"],
  ])('refuses %j', { timeout: 120_000 }, async (args, exitCode, errors) => {
    const [code, , said] = await run(args);
    expect(code).toBe(exitCode);
    expect(said.startsWith(errors.replace(/\n$/, ''))).toBe(true);
  });
});
