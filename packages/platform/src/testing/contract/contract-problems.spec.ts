import type { Manifest } from 'chartkit';
import { describe, expect, it } from 'vitest';

import type { Contract } from './contract.js';
import { contractProblems } from './contract-problems.js';

const at = 'src/main.rs:1';
const contract: Contract = {
  source: 'https://example.com/web',
  version: '1.2.3',
  container: 'web',
  limitations: {},
  shell: false,
  environment: {
    DATABASE_URL: { required: true, secret: true, at },
    SSL_ENABLED: { at },
    SSL_CERT: { requiredIf: 'SSL_ENABLED=true', at },
    DRAIN_SECONDS: { at },
    LEGACY: { unused: 'parsed, without effect', at },
    TIMEOUT: { unused: 'parsed, without effect', rendered: 'people look for it', at },
  },
  auxiliary: { DATABASE_PASSWORD: 'stands in DATABASE_URL' },
  ports: { http: { number: 8080, at } },
  probes: {
    startup: { path: '/live', port: 'http', at },
    liveness: { path: '/live', port: 'http', at },
    readiness: { path: '/ready', port: 'http', at },
  },
  writablePaths: { '/tmp': { at }, '/cache/models': { at } },
  imagePaths: { '/home/web/fonts': { at } },
  grace: { variable: 'DRAIN_SECONDS', defaultSeconds: 30, moreSeconds: 10, at },
  metrics: { port: 'http', path: '/metrics', at },
  exports: { histograms: [], others: ['up'] },
};

const password = { name: 'DATABASE_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } };
const asks = (path: string) => ({ httpGet: { path, port: 'http' } });
const container = {
  name: 'web',
  image: 'web:1',
  env: [
    password,
    { name: 'DATABASE_URL', value: 'postgresql://web:$(DATABASE_PASSWORD)@db' },
    { name: 'SSL_ENABLED', value: 'true' },
    { name: 'SSL_CERT', value: '/tls/tls.crt' },
    { name: 'DRAIN_SECONDS', value: '60' },
    { name: 'TIMEOUT', value: '120' },
  ],
  ports: [{ name: 'http', containerPort: 8080 }],
  startupProbe: asks('/live'),
  livenessProbe: asks('/live'),
  readinessProbe: asks('/ready'),
  lifecycle: { preStop: { sleep: { seconds: 5 } } },
  securityContext: { readOnlyRootFilesystem: true },
  volumeMounts: [
    { name: 'tmp', mountPath: '/tmp' },
    { name: 'cache', mountPath: '/cache' },
  ],
};
const podLabels = { app: 'web' };
const annotations = {
  'prometheus.io/scrape': 'true',
  'prometheus.io/port': '8080',
  'prometheus.io/path': '/metrics',
};
const podSpec = {
  containers: [container],
  terminationGracePeriodSeconds: 75,
  volumes: [{ name: 'tmp', emptyDir: {} }],
};

/** The objects of the program, which agree with the contract, with some fields exchanged. */
function objects(
  change: {
    readonly container?: object;
    readonly pod?: object;
    readonly annotations?: object;
    readonly service?: object;
    readonly monitor?: object;
  } = {},
): readonly Manifest[] {
  const spec = { ...podSpec, containers: [{ ...container, ...change.container }], ...change.pod };
  const template = { metadata: { labels: podLabels, annotations: { ...annotations, ...change.annotations } }, spec };
  const port = { name: 'web', port: 8080, targetPort: 'http', ...change.service };
  const endpoint = { port: 'http', path: '/metrics', ...change.monitor };
  const claims = [{ metadata: { name: 'cache' } }];
  return [
    { kind: 'StatefulSet', metadata: { name: 'web' }, spec: { template, volumeClaimTemplates: claims } },
    { kind: 'Service', metadata: { name: 'web' }, spec: { selector: podLabels, ports: [port] } },
    { kind: 'Service', metadata: { name: 'db' }, spec: { selector: { app: 'db' }, ports: [] } },
    {
      kind: 'ServiceMonitor',
      metadata: { name: 'web' },
      spec: { selector: { matchLabels: podLabels }, endpoints: [endpoint] },
    },
  ];
}
const without = (name: string) => container.env.filter((variable) => variable.name !== name);

it('objects that agree with a contract have no problem', () => {
  expect(contractProblems(contract, objects())).toEqual([]);
});

describe('a contract finds', () => {
  it.each([
    ['a required variable that is not set', { env: without('DATABASE_URL') }, ['DATABASE_URL is needed, but not set']],
    ['one that another one demands', { env: without('SSL_CERT') }, ['SSL_CERT is needed, but not set']],
    [
      'a variable without effect',
      { env: [...container.env, { name: 'LEGACY', value: '1' }] },
      ['LEGACY is set, but has no effect (parsed, without effect)'],
    ],
    [
      'one that the program never reads',
      { env: [...container.env, { name: 'QDRANT_URL', value: 'x' }] },
      ['QDRANT_URL is set, but the program does not read it'],
    ],
    [
      'a secret in the manifest',
      { env: [...without('DATABASE_URL'), { name: 'DATABASE_URL', value: 'postgresql://web:secret@db' }] },
      ['DATABASE_URL stands in the manifest instead of a Secret'],
    ],
    ['a variable that is set twice', { env: [...container.env, password] }, ['a variable is set twice']],
    ['a port that is missing', { ports: [] }, ['port http must be 8080, but is undefined']],
    [
      'a port on which nobody listens',
      { ports: [...container.ports, { name: 'grpc', containerPort: 9000 }] },
      ['port grpc is not listened on'],
    ],
    ['a probe that is missing', { livenessProbe: undefined }, ['there is no liveness probe']],
    [
      'a probe that asks elsewhere',
      { readinessProbe: asks('/live') },
      ['the readiness probe must ask /ready on http, but asks /live on http'],
    ],
    [
      'a probe that an image without a shell cannot execute',
      { readinessProbe: { exec: { command: ['curl', 'http://127.0.0.1:8080/ready'] } } },
      ['the readiness probe executes something, but the image has no shell'],
    ],
    [
      'a hook that an image without a shell cannot execute',
      { lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } } },
      ['something is executed before it stops, but the image has no shell'],
    ],
    [
      'a time to stop that the hook before it uses up',
      { lifecycle: { preStop: { sleep: { seconds: 6 } } } },
      ['it may take 76 seconds to stop, but gets 75'],
    ],
    ['a root file system that can be written', { securityContext: {} }, ['its root file system can be written']],
    [
      'a mount that is missing',
      { volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] },
      ['/cache/models is written, but nothing writable is mounted there'],
    ],
    [
      'a mount that can only be read',
      {
        volumeMounts: [
          { name: 'tmp', mountPath: '/tmp', readOnly: true },
          { name: 'cache', mountPath: '/cache' },
        ],
      },
      ['/tmp is written, but nothing writable is mounted there'],
    ],
  ])('%s', (_, change, problems) => {
    expect(contractProblems(contract, objects({ container: change }))).toEqual(problems.map((text) => `web: ${text}`));
  });

  it.each([
    [
      'too little time to stop',
      { pod: { terminationGracePeriodSeconds: 74 } },
      ['it may take 75 seconds to stop, but gets 74'],
    ],
    ['a volume that is missing', { pod: { volumes: [] } }, ['/tmp is mounted from tmp, which is no volume']],
    ['a Service with another port', { service: { port: 80 } }, ['the Service web must have port 8080 for http']],
    [
      'annotations that lead elsewhere',
      { annotations: { 'prometheus.io/port': '9090' } },
      ['the annotations :9090/metrics must say :8080/metrics'],
    ],
    [
      'annotations that are missing',
      { annotations: { 'prometheus.io/scrape': 'false' } },
      ['no annotation tells where its metrics are'],
    ],
    [
      'a ServiceMonitor that leads elsewhere',
      { monitor: { path: '/' } },
      ['the ServiceMonitor web :8080/ must say :8080/metrics'],
    ],
  ])('%s', (_, change, problems) => {
    expect(contractProblems(contract, objects(change))).toEqual(problems.map((text) => `web: ${text}`));
  });

  it('metrics where there are none', () => {
    const pushed: Contract = { ...contract, metrics: { notScraped: 'they are pushed', at } };
    expect(contractProblems(pushed, objects())).toEqual([
      'web: the annotations :8080/metrics is scraped, but has no metrics (they are pushed)',
      'web: the ServiceMonitor web :8080/metrics is scraped, but has no metrics (they are pushed)',
    ]);
  });

  it('no Service, and no container', () => {
    const [statefulSet] = objects();
    expect(contractProblems(contract, statefulSet === undefined ? [] : [statefulSet])).toEqual([
      'web: no Service selects its pod',
    ]);
    expect(contractProblems(contract, [])).toEqual(['web: no pod has this container']);
  });
});

describe('a mount over a path of the image is found', () => {
  it.each([
    ['over a directory above it', '/home/web'],
    ['over the path itself', '/home/web/fonts'],
    ['over a part of it', '/home/web/fonts/serif'],
  ])('%s', (_, mountPath) => {
    const volumeMounts = [...container.volumeMounts, { name: 'tmp', mountPath }];
    expect(contractProblems(contract, objects({ container: { volumeMounts } }))).toEqual([
      `web: /home/web/fonts of the image is needed, but tmp is mounted at ${mountPath}`,
    ]);
  });

  it('but not one beside it', () => {
    const volumeMounts = [...container.volumeMounts, { name: 'tmp', mountPath: '/home/web/fonts-cache' }];
    expect(contractProblems(contract, objects({ container: { volumeMounts } }))).toEqual([]);
  });
});

describe('certificate authorities are', () => {
  const variable = 'SSL_CERT_FILE';
  const strict: Contract = {
    ...contract,
    environment: { ...contract.environment, [variable]: { at } },
    authorities: { variable, image: '/app/ca.crt', at },
  };
  const bundle = { name: 'bundle', emptyDir: {} };
  const writes = { name: 'write', image: 'node:1', volumeMounts: [{ name: 'bundle', mountPath: '/bundle' }] };
  /** Problems of the program with the variable at a file, a mount, and parts of the pod. */
  const problems = (file: string | undefined, mounts: readonly object[] = [], pod: object = {}) => {
    const env = file === undefined ? container.env : [...container.env, { name: variable, value: file }];
    const volumeMounts = [...container.volumeMounts, ...mounts];
    const spec = { volumes: [...podSpec.volumes, bundle], ...pod };
    return contractProblems(strict, objects({ container: { env, volumeMounts }, pod: spec }));
  };
  const mount = { name: 'bundle', mountPath: '/certificates', readOnly: true };

  it('those of the image, or of a file that an init container writes or a Secret has', () => {
    expect(problems('/app/ca.crt')).toEqual([]);
    expect(problems('/certificates/ca.crt', [mount], { initContainers: [writes] })).toEqual([]);
    const secret = { name: 'bundle', secret: { secretName: 'ca' } };
    expect(problems('/certificates/ca.crt', [mount], { volumes: [...podSpec.volumes, secret] })).toEqual([]);
  });

  it.each([
    ['missed without the variable', undefined, [], 'is not set, so the program finds no certificate authorities'],
    [
      'missed at a file that is not there',
      '/certificates/ca.crt',
      [],
      'names /certificates/ca.crt, which is neither in the image nor mounted',
    ],
    [
      'missed in a volume that is empty',
      '/certificates/ca.crt',
      [mount],
      'names /certificates/ca.crt, but no init container writes it',
    ],
  ])('%s', (_, file, mounts, problem) => {
    expect(problems(file, mounts)).toEqual([`web: ${variable} ${problem}`]);
  });
});

it('a probe that must execute something has to', () => {
  const executed: Contract = {
    ...contract,
    shell: true,
    probes: { ...contract.probes, readiness: { path: '/embed', port: 'http', executed: 'the path takes a body', at } },
  };
  const runs = (text: string) => objects({ container: { readinessProbe: { exec: { command: ['sh', '-c', text] } } } });
  expect(contractProblems(executed, objects())).toEqual([
    'web: the readiness probe must execute something: the path takes a body',
  ]);
  expect(contractProblems(executed, runs('curl http://127.0.0.1:8080/live'))).toEqual([
    'web: the readiness probe must ask 127.0.0.1:8080/embed',
  ]);
  expect(contractProblems(executed, runs('curl http://127.0.0.1:8080/embed'))).toEqual([]);
});

it('a limitation tells deployers what to do, where it is, and is known', () => {
  const problemsOf = (version: string, limitations: object) =>
    contractProblems({ ...contract, version, limitations }, objects());
  const limitation = { cannot: 'serve HTTPS', effect: 'It ends', remedy: 'Use an Ingress', at };
  expect(problemsOf('1.2.3', { tlsServer: { ...limitation, refuses: 'web.tls' } })).toEqual([]);
  expect(
    problemsOf('latest', {
      tlsServer: { effect: 'It ends.', at: '' },
      tlsClient: { ...limitation, refuses: 'web.tls', workaround: 'A proxy' },
    }),
  ).toEqual([
    'web: `version` must be the version of the program',
    'web: the limitation tlsServer has no `cannot`',
    'web: the limitation tlsServer has no `remedy`',
    'web: the limitation tlsServer has no `at`',
    'web: `effect` of the limitation tlsServer must end without a full stop',
    'web: the limitation tlsClient is missing in limitationNames',
    'web: the limitation tlsClient has both `refuses` and `workaround`',
  ]);
});

describe('a contract of a program that others wrote', () => {
  const foreign: Contract = {
    ...contract,
    pod: 'db',
    user: { uid: 999, at },
    shell: true,
    environment: {},
    auxiliary: {},
    otherVariables: 'a schema of its settings',
    ports: { ...contract.ports, peers: { number: 7000, optional: 'in a cluster', at } },
    probes: { startup: { command: 'db_isready', at }, liveness: { connects: 'http', at } },
    writablePaths: { ...contract.writablePaths, '/spill': { optional: 'when memory ends', at } },
  };
  const probes = {
    startupProbe: { exec: { command: ['db_isready', '--quiet'] } },
    livenessProbe: { tcpSocket: { port: 'http' } },
    readinessProbe: undefined,
  };
  /** The problems of such a program in the pod of a service. */
  const problems = (change: object = {}, uid = 999, service = 'db'): readonly string[] => {
    const [statefulSet, ...others] = objects({
      container: { ...probes, ...change },
      pod: { securityContext: { runAsUser: uid } },
    });
    const labelled = structuredClone(statefulSet) as { spec: { template: { metadata: { labels: object } } } };
    labelled.spec.template.metadata.labels = { ...podLabels, 'app.kubernetes.io/name': service };
    return contractProblems(foreign, [labelled, ...others]);
  };

  it('leaves variables, ports and paths open that it does not always have', () => {
    expect(problems()).toEqual([]);
  });

  it.each([
    [
      'a command that is another one',
      { startupProbe: { exec: { command: ['true'] } } },
      'the startup probe must execute db_isready',
    ],
    ['a port that is not connected to', { livenessProbe: asks('/live') }, 'the liveness probe must connect to http'],
    ['a probe that it does not know', { readinessProbe: asks('/ready') }, 'the contract knows no readiness probe'],
    [
      'an optional port with another number',
      { ports: [...container.ports, { name: 'peers', containerPort: 7001 }] },
      'port peers must be 7000, but is 7001',
    ],
  ])('finds %s', (_, change, problem) => {
    expect(problems(change)).toContain(`web of db: ${problem}`);
  });

  it('finds another user, and the pod of another service', () => {
    expect(problems({}, 1000)).toEqual(['web of db: it must run as user 999, but runs as 1000']);
    expect(problems({}, 999, 'cache')).toEqual(['web of db: no pod has this container']);
  });
});
