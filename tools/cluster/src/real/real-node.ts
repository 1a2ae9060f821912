import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { eventually, program, runCommand } from 'programs';

import type { Children } from '../children.js';
import { applyManifest, kubectl } from '../control-plane.js';
import type { Settings } from '../settings.js';
import { network, paths } from '../settings.js';
import { containerdConfiguration, kubeletConfiguration, networkConfiguration } from './node-files.js';

/** The folder into which the Debian packages of the container runtime are unpacked, as if it were `/`. */
export const packagesDirectory = async (): Promise<string> => resolve(dirname(await program('containerd')), '../..');

/**
 * Starts a node that runs containers, in the namespaces of this process: containerd, the kubelet, kube-proxy and the DNS of the
 * cluster.
 */
export async function startRealNode(settings: Settings, children: Children): Promise<void> {
  const packages = await packagesDirectory();
  const kube = await program('kube');
  const write = (name: string, text: string): string => {
    const path = join(settings.directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  write('cni/10-pods.conflist', networkConfiguration(settings));
  // There is no other DNS than that of the cluster.
  write('resolv.conf', 'nameserver 127.0.0.1\n');
  const configuration = write('containerd.toml', containerdConfiguration(settings, packages));
  children.start('containerd', await program('containerd'), [`--config=${configuration}`]);
  await eventually('containerd answers', () => ctr(settings, 'version'), { pollMilliseconds: 200 });

  children.start('kubelet', kube, [
    'kubelet',
    `--config=${write('kubelet.yaml', kubeletConfiguration(settings))}`,
    `--kubeconfig=${paths.kubeconfig(settings, 'kubelet')}`,
    `--root-dir=${join(settings.directory, 'kubelet')}`,
    `--hostname-override=${settings.nodeName}`,
    `--node-ip=${network.node}`,
  ]);
  await eventually('the node is known', () => kubectl(settings, 'get', 'node', settings.nodeName), {
    timeoutMilliseconds: 60_000,
    pollMilliseconds: 300,
  });
  children.start('kube-proxy', kube, [
    'kube-proxy',
    `--kubeconfig=${paths.kubeconfig(settings, 'kube-proxy')}`,
    '--proxy-mode=nftables',
    `--cluster-cidr=${network.pods}`,
    `--hostname-override=${settings.nodeName}`,
    `--bind-address=${network.node}`,
    // Limits of the whole machine are none of our business.
    '--conntrack-max-per-core=0',
    '--conntrack-tcp-timeout-established=0s',
    '--conntrack-tcp-timeout-close-wait=0s',
  ]);
  await kubectl(settings, 'wait', '--for=condition=Ready', `node/${settings.nodeName}`, '--timeout=90s');
}

/** Starts the DNS of the cluster, whose image must have been imported. */
export async function startDns(settings: Settings): Promise<void> {
  await applyManifest(settings, 'coredns.yaml');
  await kubectl(settings, '--namespace=kube-system', 'rollout', 'status', 'deployment/coredns', '--timeout=90s');
}

/** Makes images of archives known to the node. */
export async function importImages(settings: Settings, archives: readonly string[]): Promise<void> {
  for (const archive of archives) await ctr(settings, 'images', 'import', '--all-platforms', archive);
}

async function ctr(settings: Settings, ...args: readonly string[]): Promise<string> {
  const packages = await packagesDirectory();
  const place = [`--address=${paths.containerdSocket(settings)}`, '--namespace=k8s.io'];
  return runCommand(join(packages, 'usr/bin/ctr'), [...place, ...args], { directory: settings.directory, remedy: '' });
}
