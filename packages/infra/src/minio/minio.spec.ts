import {
  chartOfServices,
  kubernetesProblems,
  namesOf,
  ofKind,
  podsOf,
  refusalsOf,
  render,
} from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { minio } from './builder.js';

const chart = chartOfServices(minio);
const argumentsOf = (values?: Readonly<Record<string, unknown>>) =>
  podsOf(render(chart, values))[0]?.spec.containers[0]?.args;

const withTls = {
  minio: { tls: { secretName: 'storage-tls' }, serviceMonitor: { enabled: true } },
  trustedCertificates: { secretName: 'own-ca', key: 'authority.pem' },
};

describe('MinIO', () => {
  it.each([
    ['four servers', {}],
    ['one server without a volume of its own', { minio: { replicas: 1, persistence: { enabled: false } } }],
    [
      'eight servers, monitored, with a console for people',
      {
        minio: {
          replicas: 8,
          parity: '4',
          serviceMonitor: { enabled: true },
          consoleIngress: { enabled: true, host: 'storage.example.com' },
        },
      },
    ],
    ['four servers with TLS', withTls],
  ])('consists of objects that Kubernetes takes, oldest and newest: %s', (_, values) => {
    expect(kubernetesProblems(render(chart, values))).toEqual([]);
  });

  it('consists of these objects by default, and of none when the store is elsewhere', () => {
    expect(namesOf(render(chart))).toEqual([
      'ServiceAccount prod-semantic-explorer-minio',
      'Service prod-semantic-explorer-minio',
      'Service prod-semantic-explorer-minio-headless',
      'StatefulSet prod-semantic-explorer-minio',
      'PodDisruptionBudget prod-semantic-explorer-minio',
    ]);
    expect(render(chart, { minio: { enabled: false, external: { url: 'https://s3.example.com' } } })).toEqual([]);
  });

  it('spreads data over the drives of all servers', () => {
    const start = ['server', '--address=:9000', '--console-address=:9001', '--certs-dir=/tmp/certs'];
    expect(argumentsOf()).toEqual([
      ...start,
      'http://prod-semantic-explorer-minio-{0...3}.prod-semantic-explorer-minio-headless:9000/data',
    ]);
    expect(argumentsOf({ minio: { replicas: 1 } })).toEqual([...start, '/data']);
  });

  it('serves HTTPS with a certificate, by which its servers know each other too', () => {
    const [pod] = podsOf(render(chart, withTls));
    const [container] = pod?.spec.containers ?? [];
    expect(container?.args?.slice(3)).toEqual([
      '--certs-dir=/etc/minio/certs',
      'https://prod-semantic-explorer-minio-{0...3}.prod-semantic-explorer-minio-headless:9000/data',
    ]);
    expect(container?.volumeMounts?.at(-1)).toEqual({
      name: 'certificates',
      mountPath: '/etc/minio/certs',
      readOnly: true,
    });
    expect(pod?.spec.volumes?.at(-1)).toEqual({
      name: 'certificates',
      projected: {
        sources: [
          {
            secret: {
              name: 'storage-tls',
              items: [
                { key: 'tls.crt', path: 'public.crt' },
                { key: 'tls.key', path: 'private.key' },
              ],
            },
          },
          { secret: { name: 'own-ca', items: [{ key: 'authority.pem', path: 'CAs/ca.crt' }] } },
        ],
      },
    });
  });

  it('is asked and scraped over HTTPS then', () => {
    const objects = render(chart, withTls);
    const [container] = podsOf(objects)[0]?.spec.containers ?? [];
    const { startupProbe, livenessProbe, readinessProbe } = container ?? {};
    expect([startupProbe, livenessProbe, readinessProbe].map((probe) => probe?.httpGet?.scheme)).toEqual([
      'HTTPS',
      'HTTPS',
      'HTTPS',
    ]);
    expect(ofKind(objects, 'ServiceMonitor')[0]?.['spec']).toMatchObject({
      endpoints: [{ port: 'api', scheme: 'https', tlsConfig: { insecureSkipVerify: true } }],
    });
    expect(ofKind(objects, 'StatefulSet')[0]?.['spec']).toMatchObject({
      template: { metadata: { annotations: { 'prometheus.io/scheme': 'https' } } },
    });
  });

  it('needs to know the authority of its certificate', () => {
    expect(refusalsOf(chart, { minio: { tls: { secretName: 'storage-tls' } } })).toEqual([
      {
        path: 'trustedCertificates.secretName',
        problem: 'is needed when minio.tls.secretName is given: no public authority vouches for names in a cluster',
      },
    ]);
  });

  it('is restarted as a whole, since servers refuse to work with others that differ', () => {
    expect(ofKind(render(chart), 'StatefulSet')[0]?.['spec']).toMatchObject({
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'OnDelete' },
      replicas: 4,
    });
  });

  it('keeps its write quorum while nodes are drained', () => {
    // 4 drives, 2 of them parity: 3 must be there to write.
    expect(ofKind(render(chart), 'PodDisruptionBudget')[0]?.['spec']).toMatchObject({ maxUnavailable: 1 });
  });

  it.each([
    [
      { replicas: 3 },
      'minio.replicas',
      'must be 1, or 4 to 16, but is 3: an erasure set that survives the loss of a drive has 4 at least',
    ],
    [
      { replicas: 1, parity: '2' },
      'minio.parity',
      'must be "default" when minio.replicas is 1: one drive has no parity',
    ],
    [
      { parity: '3' },
      'minio.parity',
      'must be "2" or "default" with 4 or 5 servers: at most half of the drives can be parity',
    ],
    [
      { replicas: 6, parity: '4' },
      'minio.parity',
      'must be at most "3" with 6 or 7 servers: at most half of the drives can be parity',
    ],
    [
      { persistence: { existingClaim: 'data' } },
      'minio.persistence.existingClaim',
      'is one claim, but each server needs its own: leave it empty, or run one server',
    ],
    [
      { consoleIngress: { enabled: true } },
      'minio.consoleIngress.host',
      'is needed when minio.consoleIngress.enabled is true',
    ],
  ])('is refused with %j', (values, path, problem) => {
    expect(refusalsOf(chart, { minio: values })).toEqual([{ path, problem }]);
  });
});
