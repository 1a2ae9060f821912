import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { rootCertificates } from 'node:tls';

import type { ImageReference } from '@semantic-explorer/platform';
import { images } from '@semantic-explorer/platform';
import { addBusybox, addLibraries, addPrograms, archiveName, writeOciImage } from 'cluster-kit';
import type { ImageDescription } from 'cluster-kit';
import { program } from 'programs';

import { readProfile } from '../chart.js';
import type { RustFake } from '../rust-fakes.js';
import { rustFake } from '../rust-fakes.js';
import { workerVisualizations } from './worker-visualizations.js';

type Content = Omit<ImageDescription, 'name' | 'root'>;
/** Fills the root of an image, and says how it is started. */
type Recipe = (root: string) => Promise<Content>;

const packages = resolve(import.meta.dirname, '../../../..');

/** A program without anything around it. */
const single =
  (name: Parameters<typeof program>[0], target: string, content: Content = {}): Recipe =>
  async (root) => {
    await addPrograms(root, { [target]: await program(name) });
    return { entrypoint: [`/${target}`], ...content };
  };

/** A server that no registry offers: a fake of it, by the contract of the chart. */
const infraFake =
  (name: string, target: string = name, content: Content = {}): Recipe =>
  async (root) => {
    await addPrograms(root, { [target]: await program('infra-fakes') });
    await cp(join(packages, 'infra/src', name, 'contract.yaml'), join(root, 'contract.yaml'));
    return { entrypoint: [`/${target}`, '/contract.yaml'], ...content };
  };

/**
 * A fake with the client libraries of the program.
 *
 * @param authorities where the program's image has public certificate authorities, if it has them
 */
const rust =
  (name: RustFake, authorities?: string): Recipe =>
  async (root) => {
    await addPrograms(root, { [name]: await rustFake(name) });
    if (authorities !== undefined) {
      await mkdir(dirname(join(root, authorities)), { recursive: true });
      await writeFile(join(root, authorities), rootCertificates.join('\n'));
    }
    return { entrypoint: [`/${name}`] };
  };

const systemAuthorities = 'etc/ssl/certs/ca-certificates.crt';

/** With a shell, as the contract has it, and curl: probes of the inference services execute it, and so do tests. */
const withShell =
  (recipe: Recipe): Recipe =>
  async (root) => {
    await addBusybox(root, await program('busybox'));
    await addPrograms(root, { 'usr/bin/curl': '/usr/bin/curl' });
    return recipe(root);
  };

const postgresql: Recipe = async (root) => {
  await addBusybox(root, await program('busybox'));
  const server = resolve(dirname(await program('postgresql')), '..');
  const client = resolve(dirname(await program('pg_dump')), '..');
  for (const [name, source] of Object.entries({ server, client })) {
    await cp(source, join(root, 'opt/postgresql', name), { recursive: true, verbatimSymlinks: true });
    await addLibraries(root, join(source, 'bin', name === 'server' ? 'postgres' : 'psql'));
  }
  await cp(join(import.meta.dirname, 'docker-entrypoint.sh'), join(root, 'usr/local/bin/docker-entrypoint.sh'));
  await mkdir(join(root, 'etc'), { recursive: true });
  await writeFile(join(root, 'etc/passwd'), 'postgres:x:999:999::/var/lib/postgresql:/bin/sh\n');
  return {
    entrypoint: ['/bin/sh', '/usr/local/bin/docker-entrypoint.sh'],
    command: ['postgres'],
    // It ends sessions; at SIGTERM it would wait for their ends.
    stopSignal: 'SIGINT',
    environment: { PATH: '/opt/postgresql/server/bin:/opt/postgresql/client/bin:/usr/local/bin:/usr/bin:/bin' },
  };
};

const node: Recipe = async (root) => {
  await addPrograms(root, { 'usr/local/bin/node': process.execPath });
  return { entrypoint: ['/usr/local/bin/node'] };
};

const qdrant: Recipe = async (root) => {
  await addPrograms(root, { 'bin/bash': '/bin/bash' });
  await addBusybox(root, await program('busybox'));
  const content = await infraFake('qdrant', 'qdrant/qdrant')(root);
  return { ...content, workingDirectory: '/qdrant' };
};

const minioClient: Recipe = async (root) => {
  await addBusybox(root, await program('busybox'));
  return single('mc', 'usr/bin/mc')(root);
};

const nats: Recipe = async (root) => {
  await addBusybox(root, await program('busybox'));
  return single('nats-server', 'usr/local/bin/nats-server')(root);
};

const valkey: Recipe = async (root) => {
  await addBusybox(root, await program('busybox'));
  return single('valkey-server', 'usr/local/bin/valkey-server')(root);
};

const recipes: readonly (readonly [ImageReference, Recipe])[] = [
  [images.api, rust('api', 'app/certs/ca-bundle.crt')],
  [images.workerCollections, rust('worker-collections')],
  [images.workerDatasets, rust('worker-datasets', systemAuthorities)],
  [images.workerVisualizationsPy, workerVisualizations],
  [images.llmInferenceApi, withShell(rust('llm-inference-api', systemAuthorities))],
  [images.embeddingInferenceApi, withShell(rust('embedding-inference-api', systemAuthorities))],
  [images.postgresql, postgresql],
  [images.nats, nats],
  [images.valkey, valkey],
  [images.valkeyExporter, single('redis_exporter', 'redis_exporter')],
  [images.minio, single('minio', 'usr/bin/minio')],
  [images.minioClient, minioClient],
  [images.dex, single('dex', 'usr/local/bin/dex')],
  [images.authProxy, single('oauth2-proxy', 'bin/oauth2-proxy')],
  [images.qdrant, qdrant],
  [images.natsExporter, single('prometheus-nats-exporter', 'prometheus-nats-exporter')],
  [images.postgresExporter, single('postgres_exporter', 'bin/postgres_exporter')],
  [images.prometheus, single('prometheus', 'bin/prometheus')],
  [images.otelCollector, single('otelcol', 'otelcol-contrib')],
  [images.quickwit, infraFake('quickwit', 'usr/local/bin/quickwit')],
  [images.grafana, infraFake('grafana')],
  [images.scripts, node],
];

/**
 * Packs the images of the chart under the names that it uses, by default and with the profile "airgap", and gives the paths of their
 * archives in a folder.
 */
export async function packChartImages(directory: string): Promise<readonly string[]> {
  const { imageRegistry } = readProfile('airgap')['global'] as { readonly imageRegistry: string };
  const archives: string[] = [];
  for (const [{ registry, repository, tag }, recipe] of recipes) {
    const path = `${repository}:${tag}`;
    const name = `${registry}/${path}`;
    const root = await mkdtemp(join(tmpdir(), 'image-'));
    try {
      const content = await recipe(root);
      const archive = join(directory, archiveName(name));
      await writeOciImage({ name, aliases: [`${imageRegistry}/${path}`], root, ...content }, archive);
      archives.push(archive);
    } finally {
      await rm(root, { recursive: true });
    }
  }
  return archives;
}
