import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { KubernetesObject } from 'helm-harness';
import { helmTemplate, helmVersions } from 'helm-harness';
import { inject } from 'vitest';

import { chartDirectory } from './chart.js';
import type { Access } from './commands.js';
import { kubectl } from './commands.js';
import { deployerRules } from '../deployer-role.js';

/** A namespace of its own for a test, with Pod Security enforced. */
export interface Space {
  /** May do anything. */
  readonly administrator: Access;
  /** May do in this namespace what a chart needs, and nothing elsewhere. */
  readonly deployer: Access;
  /** For files of the test; removed with the namespace. */
  readonly directory: string;
  /** Removes the namespace with everything in it, and waits for that. */
  remove(): Promise<void>;
}

/** Renders the chart. @throws Error when the values are refused */
export async function renderChart(
  values: readonly Readonly<Record<string, unknown>>[] = [],
  release = 'explorer',
  namespace = 'default',
): Promise<readonly KubernetesObject[]> {
  const binary = helmVersions().at(-1);
  if (binary === undefined) throw new Error('There is no Helm. Run `npm ci`.');
  const result = await helmTemplate(binary, { chartDirectory, values, release, namespace });
  if (!result.ok) throw new Error(result.message);
  return result.objects;
}

/** Makes a namespace, and in it a ServiceAccount with the rights that objects need to be deployed. */
export async function createSpace(name: string, objects: readonly KubernetesObject[]): Promise<Space> {
  const namespace = `e2e-${name}-${Date.now().toString(36).slice(-5)}`;
  const directory = mkdtempSync(join(tmpdir(), 'e2e-'));
  const administrator = { kubeconfig: inject('kubeconfig'), namespace };
  const level = { enforce: 'restricted', 'enforce-version': 'latest', warn: 'restricted' };
  const labels = Object.entries(level).map(([mode, value]) => [`pod-security.kubernetes.io/${mode}`, value]);
  const metadata = { name: 'deployer', namespace };
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata, rules: deployerRules(objects) };
  const binding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'deployer' },
    subjects: [{ kind: 'ServiceAccount', name: 'deployer', namespace }],
  };
  const items = [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace, labels: Object.fromEntries(labels) as object },
    },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    role,
    binding,
  ];
  await kubectl(administrator, ['create', '--filename=-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  const deployer = { kubeconfig: join(directory, 'deployer.kubeconfig'), namespace };
  writeFileSync(deployer.kubeconfig, await kubeconfigOf(administrator, 'deployer'), { mode: 0o600 });
  return {
    administrator,
    deployer,
    directory,
    remove: async () => {
      await kubectl(administrator, ['delete', 'namespace', namespace, '--wait=false']);
      // Nobody makes new ones there any more, and there is nothing left for which they should end in peace.
      await kubectl(administrator, ['delete', 'pods', '--all', '--grace-period=0', '--force', '--wait=false']);
      await kubectl(administrator, ['delete', 'namespace', namespace, '--ignore-not-found', '--timeout=120s']);
      rmSync(directory, { recursive: true });
    },
  };
}

interface Kubeconfig {
  readonly clusters: readonly { readonly name: string }[];
}

/** A kubeconfig by which a ServiceAccount of a namespace speaks to the same cluster. */
async function kubeconfigOf(administrator: Access, serviceAccount: string): Promise<string> {
  const token = (await kubectl(administrator, ['create', 'token', serviceAccount, '--duration=2h'])).trim();
  const view = ['config', 'view', '--raw', '--flatten', '--minify', '--output=json'];
  const { clusters } = JSON.parse(await kubectl(administrator, view)) as Kubeconfig;
  const context = { cluster: clusters[0]?.name, user: serviceAccount, namespace: administrator.namespace };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters,
    users: [{ name: serviceAccount, user: { token } }],
    contexts: [{ name: serviceAccount, context }],
    'current-context': serviceAccount,
  });
}
