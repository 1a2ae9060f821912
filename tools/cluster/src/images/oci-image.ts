import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { runCommand } from 'programs';

/** An image with one layer. */
export interface ImageDescription {
  /** As a pod names it, such as `docker.io/library/nats:2.14.5-alpine`. */
  readonly name: string;
  /** More names of the same image. */
  readonly aliases?: readonly string[];
  /** Folder of its files; all will belong to root. */
  readonly root: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly user?: string;
  readonly workingDirectory?: string;
  /** Signal that stops it, such as SIGINT. */
  readonly stopSignal?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

const mediaType = (name: string): string => `application/vnd.oci.image.${name}`;

/**
 * Writes an image as an archive in the OCI layout, such as a runtime imports. The same files give the same bytes.
 * https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 */
export async function writeOciImage(description: ImageDescription, archive: string): Promise<void> {
  const layout = `${archive}.layout`;
  const blobs = join(layout, 'blobs', 'sha256');
  await mkdir(blobs, { recursive: true });
  const blob = async (type: string, content: object): Promise<Descriptor> => {
    const text = JSON.stringify(content);
    const digest = createHash('sha256').update(text).digest('hex');
    await writeFile(join(blobs, digest), text);
    return { mediaType: mediaType(type), digest: `sha256:${digest}`, size: Buffer.byteLength(text) };
  };
  const layerFile = join(layout, 'layer');
  await pack(description.root, layerFile);
  const layerDigest = await digestOf(layerFile);
  await rename(layerFile, join(blobs, layerDigest));
  // Not compressed: it never travels.
  const layer = {
    mediaType: mediaType('layer.v1.tar'),
    digest: `sha256:${layerDigest}`,
    size: (await stat(join(blobs, layerDigest))).size,
  };
  const config = await blob('config.v1+json', configOf(description, layer.digest));
  const manifest = { schemaVersion: 2, mediaType: mediaType('manifest.v1+json'), config, layers: [layer] };
  const descriptor = await blob('manifest.v1+json', manifest);
  const index = {
    schemaVersion: 2,
    mediaType: mediaType('index.v1+json'),
    manifests: [description.name, ...(description.aliases ?? [])].map((name) => ({
      ...descriptor,
      annotations: { 'io.containerd.image.name': name },
      platform,
    })),
  };
  await writeFile(join(layout, 'index.json'), JSON.stringify(index));
  await writeFile(join(layout, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  await pack(layout, archive);
  await rm(layout, { recursive: true });
}

const platform = { architecture: process.arch === 'x64' ? 'amd64' : process.arch, os: 'linux' };

const configOf = (description: ImageDescription, layerDigest: string): object => ({
  ...platform,
  config: {
    Entrypoint: description.entrypoint ?? [],
    Cmd: description.command ?? [],
    Env: Object.entries({ PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', ...description.environment }).map(
      ([name, value]) => `${name}=${value}`,
    ),
    User: description.user ?? '',
    WorkingDir: description.workingDirectory ?? '/',
    StopSignal: description.stopSignal ?? 'SIGTERM',
  },
  rootfs: { type: 'layers', diff_ids: [layerDigest] },
});

const pack = (folder: string, archive: string): Promise<string> =>
  runCommand(
    'tar',
    [
      ...['--create', '--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--format=gnu'],
      ...[`--file=${archive}`, `--directory=${folder}`, '.'],
    ],
    { directory: folder, remedy: 'Images are tar archives. Install GNU tar.' },
  );

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return hash.digest('hex');
}
