import { installationMilliseconds, program } from 'programs';
import { beforeAll, expect, it } from 'vitest';

import { scan, scannerNames } from './scan.js';

beforeAll(() => Promise.all(scannerNames.map(program)), installationMilliseconds);

const service = (name: string, selected: string) => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: apps }
spec: { selector: { app: ${selected} }, ports: [{ port: 80 }] }
`;
const pod = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: apps, labels: { app: web } }
spec:
  hostNetwork: true
  containers: [{ name: web, image: nginx }]
`;

const found = async (...manifests: readonly string[]) =>
  (await scan(manifests.join('---'))).map(({ check, object }) => `${object}: ${check}`);

it('gives what every scanner finds, whatever it thinks of it', async () => {
  const findings = await found(pod, service('web', 'web'), service('lost', 'nobody'));

  expect(findings).toEqual(
    expect.arrayContaining([
      'Pod web: kube-score container-image-tag',
      'Service lost: kube-score service-targets-pod',
      'Pod web: checkov CKV_K8S_19', // host network
      'Pod web: checkov CKV_K8S_43', // no digest
      'Pod web: checkov CKV2_K8S_6', // no network policy
    ]),
  );
  expect(findings).not.toContain('Service web: kube-score service-targets-pod');
});

it('does not take manifests for good that a scanner cannot read', async () => {
  await expect(scan('kind: [')).rejects.toThrow(/^(kube-score reports nothing|checkov could not read)/);
});
