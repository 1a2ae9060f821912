import type { ClusterKind } from 'cluster-kit';
import { startCluster, stopCluster } from 'cluster-kit';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The administrator's kubeconfig. */
    kubeconfig: string;
  }
}

/**
 * A global set-up that gives tests a cluster: the one of `E2E_KUBECONFIG`, else one of the kit, which is removed
 * afterwards. Not `KUBECONFIG`: it names the cluster of an operator's daily work, and these tests stop pods and drain
 * nodes.
 */
export const provideCluster =
  (kind: ClusterKind) =>
  async (project: TestProject): Promise<() => Promise<void>> => {
    const given = process.env['E2E_KUBECONFIG'];
    if (given) {
      project.provide('kubeconfig', given);
      return () => Promise.resolve();
    }
    project.provide('kubeconfig', await startCluster(kind));
    return () => stopCluster(kind);
  };
