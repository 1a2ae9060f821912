import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import type { ImageReference } from '@semantic-explorer/platform';
import { images } from '@semantic-explorer/platform';
import { addBusybox, addLibraries, addPrograms, archiveName, writeOciImage } from 'cluster-kit';
import type { ImageDescription } from 'cluster-kit';
import { program } from 'programs';

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

/** A program that no registry offers, played by the stand-in by its contract. */
const played =
  (contract: string, target = 'stand-in', content: Content = {}): Recipe =>
  async (root) => {
    await addPrograms(root, { [target]: await program('stand-in') });
    await cp(contract, join(root, 'contract.yaml'));
    return { entrypoint: [`/${target}`, '/contract.yaml'], ...content };
  };

const contractOf = (service: string): string => join(packages, service, 'src/contract.yaml');
const ownContract = (name: string): string => join(import.meta.dirname, 'contracts', `${name}.yaml`);

/** With a shell, as the contract has it, and curl: probes of the inference services execute it, and so do tests. */
const withShell =
  (service: string): Recipe =>
  async (root) => {
    await addBusybox(root, await program('busybox'));
    await addPrograms(root, { 'usr/bin/curl': '/usr/bin/curl' });
    return played(contractOf(service))(root);
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
  const content = await played(ownContract('qdrant'), 'qdrant/qdrant')(root);
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

const recipes: readonly (readonly [ImageReference, Recipe])[] = [
  [images.api, played(contractOf('api'))],
  [images.workerCollections, played(contractOf('worker-collections'))],
  [images.workerDatasets, played(contractOf('worker-datasets'))],
  [images.workerVisualizationsPy, withShell('worker-visualizations-py')],
  [images.embeddingInferenceApi, withShell('embedding-inference-api')],
  [images.postgresql, postgresql],
  [images.nats, nats],
  [images.minio, single('minio', 'usr/bin/minio')],
  [images.minioClient, minioClient],
  [images.dex, single('dex', 'usr/local/bin/dex')],
  [images.authProxy, single('oauth2-proxy', 'bin/oauth2-proxy')],
  [images.qdrant, qdrant],
  [images.natsExporter, single('prometheus-nats-exporter', 'prometheus-nats-exporter')],
  [images.postgresExporter, single('postgres_exporter', 'bin/postgres_exporter')],
  [images.prometheus, single('prometheus', 'bin/prometheus')],
  [images.otelCollector, single('otelcol', 'otelcol-contrib')],
  [images.quickwit, played(ownContract('quickwit'), 'usr/local/bin/quickwit')],
  [images.grafana, played(ownContract('grafana'))],
  [images.scripts, node],
];

/** Packs the images of the chart under the names that it uses, and gives the paths of their archives in a folder. */
export async function packChartImages(directory: string): Promise<readonly string[]> {
  const archives: string[] = [];
  for (const [{ registry, repository, tag }, recipe] of recipes) {
    const name = `${registry}/${repository}:${tag}`;
    const root = await mkdtemp(join(tmpdir(), 'image-'));
    try {
      const content = await recipe(root);
      const archive = join(directory, archiveName(name));
      await writeOciImage({ name, root, ...content }, archive);
      archives.push(archive);
    } finally {
      await rm(root, { recursive: true });
    }
  }
  return archives;
}
