import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { program } from 'programs';

import { pauseImage } from '../real/node-files.js';
import type { Settings } from '../settings.js';
import { writeOciImage } from './oci-image.js';

/** Packs the images that every node needs, each of one static program, and gives the paths of their archives. */
export async function systemImages(settings: Settings): Promise<readonly string[]> {
  return Promise.all([
    packProgram(settings, 'pause', pauseImage, '65535:65535'),
    packProgram(settings, 'coredns', 'localhost/coredns:1', '65532:65532'),
  ]);
}

async function packProgram(
  settings: Settings,
  name: 'pause' | 'coredns',
  image: string,
  user: string,
): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'image-'));
  await chmod(root, 0o755);
  try {
    await cp(await program(name), join(root, name));
    const archive = join(settings.directory, `${name}.tar`);
    await writeOciImage({ name: image, root, entrypoint: [`/${name}`], user }, archive);
    return archive;
  } finally {
    await rm(root, { recursive: true });
  }
}
