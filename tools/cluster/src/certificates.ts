import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { runCommand } from 'programs';

import type { Settings } from './settings.js';
import { network, paths } from './settings.js';

/** The parts of a cluster that speak to its API server, each with an identity of its own. */
const users = ['admin', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy', 'kubelet'] as const;

const script = resolve(import.meta.dirname, '../scripts/create-certificates.sh');

/** Writes the certificates of a cluster, and a kubeconfig for each of its parts and for the administrator. */
export async function createCertificates(settings: Settings): Promise<void> {
  const addresses = [network.kubernetesService, ...(settings.kind === 'real' ? [network.node] : [])];
  await runCommand('sh', [script, join(settings.directory, 'certificates'), settings.nodeName, ...addresses], {
    directory: settings.directory,
    remedy: 'Certificates are made with OpenSSL. Install openssl.',
  });
  const inside = `https://127.0.0.1:${settings.ports.apiserver}`;
  for (const user of users) write(paths.kubeconfig(settings, user), kubeconfig(settings, user, inside));
  write(paths.adminKubeconfig(settings), kubeconfig(settings, 'admin', `https://127.0.0.1:${settings.apiPort}`));
}

const write = (path: string, content: object): void => {
  writeFileSync(path, JSON.stringify(content, undefined, 2), { mode: 0o600 });
};

/** A kubeconfig with its certificates in it: JSON, which is YAML. */
function kubeconfig(settings: Settings, user: string, server: string): object {
  const base64 = (path: string): string => readFileSync(path, 'base64');
  const name = `cluster-${settings.kind}`;
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    contexts: [{ name, context: { cluster: name, user } }],
    clusters: [{ name, cluster: { server, 'certificate-authority-data': base64(paths.certificate(settings, 'ca')) } }],
    users: [
      {
        name: user,
        user: {
          'client-certificate-data': base64(paths.certificate(settings, user)),
          'client-key-data': base64(paths.key(settings, user)),
        },
      },
    ],
  };
}
