import { join, resolve } from 'node:path';

import { kubectlBinary } from 'helm-harness';
import { eventually, program, runCommand } from 'programs';

import type { ApiClient } from './api-client.js';
import { createApiClient } from './api-client.js';
import { createCertificates } from './certificates.js';
import type { Children } from './children.js';
import type { Settings } from './settings.js';
import { network, paths } from './settings.js';

/** How often the cluster looks whether an autoscaler has to act. */
export const autoscalerPeriodSeconds = 5;

/** Starts etcd, the API server, the controllers and the scheduler, and gives a client of the API server. */
export async function startControlPlane(settings: Settings, children: Children): Promise<ApiClient> {
  const kube = await program('kube');
  await createCertificates(settings);
  const start = (name: string, args: readonly string[]): void => {
    children.start(name, kube, [name, ...args]);
  };
  start('etcd', etcdArguments(settings));
  start('kube-apiserver', apiServerArguments(settings));
  const api = createApiClient(settings);
  const patience = { timeoutMilliseconds: 120_000, pollMilliseconds: 200 };
  await eventually(
    'the API server is ready',
    async () => {
      const { status } = await api.call('GET', '/readyz');
      if (status !== 200) throw new Error(`it answers with status ${status}`);
    },
    patience,
  );
  start('kube-controller-manager', controllerArguments(settings));
  start('kube-scheduler', schedulerArguments(settings));
  await applyManifest(settings, 'storage-class.yaml');
  await eventually(
    'the controllers have made the first ServiceAccount',
    async () => {
      const { status } = await api.call('GET', '/api/v1/namespaces/default/serviceaccounts/default');
      if (status !== 200) throw new Error(`it does not exist (${status})`);
    },
    patience,
  );
  return api;
}

/** Runs kubectl as administrator, from where the API server listens. */
export function kubectl(settings: Settings, ...args: readonly string[]): Promise<string> {
  return runCommand(kubectlBinary(), [`--kubeconfig=${paths.kubeconfig(settings, 'admin')}`, ...args], {
    directory: settings.directory,
    remedy: 'Run `npm ci`.',
  });
}

/** Applies a file of `manifests/`. */
export function applyManifest(settings: Settings, file: string): Promise<string> {
  const path = resolve(import.meta.dirname, '../manifests', file);
  return kubectl(settings, 'apply', '--server-side', `--filename=${path}`);
}

function etcdArguments({ directory, ports }: Settings): readonly string[] {
  const [client, peer] = [`http://127.0.0.1:${ports.etcd}`, `http://127.0.0.1:${ports.etcdPeer}`];
  return [
    '--name=etcd',
    `--data-dir=${join(directory, 'etcd')}`,
    // What a crash of the machine would lose is thrown away anyway.
    '--unsafe-no-fsync',
    '--log-level=warn',
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=etcd=${peer}`,
  ];
}

function apiServerArguments(settings: Settings): readonly string[] {
  const certificate = (name: string): string => paths.certificate(settings, name);
  const key = (name: string): string => paths.key(settings, name);
  const isReal = settings.kind === 'real';
  return [
    `--etcd-servers=http://127.0.0.1:${settings.ports.etcd}`,
    `--bind-address=${isReal ? '0.0.0.0' : '127.0.0.1'}`,
    `--secure-port=${settings.ports.apiserver}`,
    // Nobody reaches the Service `kubernetes` where pods have no processes.
    ...(isReal ? [`--advertise-address=${network.node}`] : ['--endpoint-reconciler-type=none']),
    `--tls-cert-file=${certificate('apiserver')}`,
    `--tls-private-key-file=${key('apiserver')}`,
    `--client-ca-file=${certificate('ca')}`,
    `--kubelet-client-certificate=${certificate('apiserver-to-kubelet')}`,
    `--kubelet-client-key=${key('apiserver-to-kubelet')}`,
    '--kubelet-preferred-address-types=InternalIP,Hostname',
    `--requestheader-client-ca-file=${certificate('front-proxy-ca')}`,
    '--requestheader-allowed-names=front-proxy-client',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-username-headers=X-Remote-User',
    `--proxy-client-cert-file=${certificate('front-proxy')}`,
    `--proxy-client-key-file=${key('front-proxy')}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${join(settings.directory, 'certificates', 'service-accounts.pub')}`,
    `--service-account-signing-key-file=${key('service-accounts')}`,
    `--service-cluster-ip-range=${network.services}`,
    '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction,PodSecurity',
    '--profiling=false',
  ];
}

function controllerArguments(settings: Settings): readonly string[] {
  return [
    ...identityArguments(settings, 'kube-controller-manager'),
    `--secure-port=${settings.ports.controllers}`,
    '--use-service-account-credentials=true',
    `--service-account-private-key-file=${paths.key(settings, 'service-accounts')}`,
    `--root-ca-file=${paths.certificate(settings, 'ca')}`,
    `--cluster-signing-cert-file=${paths.certificate(settings, 'ca')}`,
    `--cluster-signing-key-file=${paths.key(settings, 'ca')}`,
    '--allocate-node-cidrs=true',
    `--cluster-cidr=${network.pods}`,
    '--node-cidr-mask-size=24',
    `--service-cluster-ip-range=${network.services}`,
    // Usually 15 seconds: tests wait for it.
    `--horizontal-pod-autoscaler-sync-period=${autoscalerPeriodSeconds}s`,
  ];
}

const schedulerArguments = (settings: Settings): readonly string[] => [
  ...identityArguments(settings, 'kube-scheduler'),
  `--secure-port=${settings.ports.scheduler}`,
];

function identityArguments(settings: Settings, user: string): readonly string[] {
  const path = paths.kubeconfig(settings, user);
  return [
    `--kubeconfig=${path}`,
    `--authentication-kubeconfig=${path}`,
    `--authorization-kubeconfig=${path}`,
    '--bind-address=127.0.0.1',
    '--leader-elect=false',
  ];
}
