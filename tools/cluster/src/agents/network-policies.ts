import { spawnSync } from 'node:child_process';

import type { ApiClient, ApiObject } from '../api-client.js';
import type { PodObject, PolicyObject } from './policy-rules.js';
import { policyRules } from './policy-rules.js';

/**
 * Gives what enforces the NetworkPolicies of a cluster once, on the node of this process. A pod is open until the first time after it
 * got its address, and connections that exist are not cut.
 */
export function enforceNetworkPolicies(api: ApiClient): () => Promise<void> {
  let applied = '';
  return async () => {
    const namespaces = await api.list<ApiObject>('/api/v1/namespaces');
    const rules = policyRules({
      policies: await api.list<PolicyObject>('/apis/networking.k8s.io/v1/networkpolicies'),
      pods: await api.list<PodObject>('/api/v1/pods'),
      namespaces: Object.fromEntries(namespaces.map(({ metadata }) => [metadata.name, metadata.labels ?? {}])),
    });
    if (rules === applied) return;
    const { status, stderr } = spawnSync('nft', ['--file', '-'], { input: rules, encoding: 'utf8' });
    if (status !== 0) throw new Error(`nft refuses the rules: ${stderr}`);
    applied = rules;
  };
}
