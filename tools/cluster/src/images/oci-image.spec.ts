import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { runCommand } from 'programs';
import { expect, it } from 'vitest';

import { withState } from '../testing/with-state.js';
import { writeOciImage } from './oci-image.js';

interface Descriptor {
  readonly digest: string;
  readonly annotations: Readonly<Record<string, string>>;
}
interface Index {
  readonly manifests: readonly [Descriptor, ...Descriptor[]];
}
interface Manifest {
  readonly config: { readonly digest: string };
  readonly layers: readonly [{ readonly digest: string; readonly size: number }];
}

it('packs a folder under its names, reproducibly, with digests of what lies there', () =>
  withState(async ({ CLUSTER_STATE: state = '' }) => {
    const tar = (...args: readonly string[]) => runCommand('tar', args, { directory: state, remedy: '' });
    await mkdir(join(state, 'root/bin'), { recursive: true });
    await writeFile(join(state, 'root/bin/tool'), 'program', { mode: 0o755 });
    const image = {
      name: 'docker.io/library/tool:1',
      aliases: ['registry.example.com/library/tool:1'],
      root: join(state, 'root'),
      entrypoint: ['/bin/tool'],
      user: '7',
      stopSignal: 'SIGINT',
    };

    await writeOciImage(image, join(state, 'first.tar'));
    await writeOciImage(image, join(state, 'second.tar'));

    expect(await readFile(join(state, 'first.tar'))).toEqual(await readFile(join(state, 'second.tar')));
    await mkdir(join(state, 'read'));
    await tar('--extract', '--file=first.tar', '--directory=read');
    const blob = (digest: string) => readFile(join(state, 'read/blobs/sha256', digest.replace('sha256:', '')));
    const index = JSON.parse(await readFile(join(state, 'read/index.json'), 'utf8')) as Index;
    expect(index.manifests.map(({ annotations }) => annotations)).toEqual([
      { 'io.containerd.image.name': 'docker.io/library/tool:1' },
      { 'io.containerd.image.name': 'registry.example.com/library/tool:1' },
    ]);
    expect(new Set(index.manifests.map(({ digest }) => digest)).size).toBe(1);
    const manifest = JSON.parse((await blob(index.manifests[0].digest)).toString()) as Manifest;
    const layer = await blob(manifest.layers[0].digest);
    expect(`sha256:${createHash('sha256').update(layer).digest('hex')}`).toBe(manifest.layers[0].digest);
    expect(layer.length).toBe(manifest.layers[0].size);
    expect(JSON.parse((await blob(manifest.config.digest)).toString())).toMatchObject({
      config: { Entrypoint: ['/bin/tool'], User: '7', WorkingDir: '/', StopSignal: 'SIGINT' },
      rootfs: { diff_ids: [manifest.layers[0].digest] },
    });
    const files = `./\n./bin/\n./bin/tool\n`;
    await writeFile(join(state, 'layer.tar'), layer);
    expect(await tar('--list', '--file=layer.tar')).toBe(files);
  }));
