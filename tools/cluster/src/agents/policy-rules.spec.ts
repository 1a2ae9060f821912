import { expect, it } from 'vitest';

import type { PodObject, PolicyObject } from './policy-rules.js';
import { policyRules } from './policy-rules.js';

const pod = (name: string, podIP: string, namespace = 'shop'): PodObject => ({
  metadata: { name, namespace, uid: name, labels: { app: name } },
  spec: { containers: [{ ports: [{ name: 'sql', containerPort: 5432 }] }] },
  status: { podIP, phase: 'Running' },
});
const policy = (spec: PolicyObject['spec']): PolicyObject => ({
  metadata: { name: 'policy', namespace: 'shop', uid: 'p' },
  spec,
});
const rulesFor = (policies: readonly PolicyObject[]): string =>
  policyRules({
    policies,
    pods: [pod('web', '10.0.0.1'), pod('database', '10.0.0.2'), pod('dns', '10.0.0.3', 'kube-system')],
    namespaces: { shop: {}, 'kube-system': { name: 'system' } },
  });
/** The chain of one pod in one direction, a line a rule; undefined when it is not isolated. */
const chain = (rules: string, name: string): readonly string[] | undefined => {
  const [, body] = new RegExp(`chain ${name} \\{\\n([^]*?)\\n  \\}\\n`).exec(rules) ?? [];
  return body?.trim().split(/\n\s*/);
};

it('leaves pods alone that no policy selects', () => {
  const rules = rulesFor([policy({ podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'] })]);

  expect(chain(rules, 'in_10_0_0_1')).toEqual(['drop']);
  expect(chain(rules, 'out_10_0_0_1')).toBeUndefined();
  expect(chain(rules, 'in_10_0_0_2')).toBeUndefined();
});

it('lets in who is selected, at the named port of the pod that receives', () => {
  const from = [{ podSelector: { matchLabels: { app: 'web' } } }];
  const rules = rulesFor([
    policy({ podSelector: { matchLabels: { app: 'database' } }, ingress: [{ from, ports: [{ port: 'sql' }] }] }),
  ]);

  expect(chain(rules, 'in_10_0_0_2')).toEqual(['ip saddr 10.0.0.1 tcp dport 5432 return', 'drop']);
});

it('lets out to pods of selected namespaces and to addresses with exceptions', () => {
  const rules = rulesFor([
    policy({
      podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] },
      policyTypes: ['Egress'],
      egress: [
        { to: [{ namespaceSelector: { matchLabels: { name: 'system' } } }], ports: [{ port: 53, protocol: 'UDP' }] },
        { to: [{ ipBlock: { cidr: '192.0.2.0/24', except: ['192.0.2.1/32'] } }], ports: [{ port: 80, endPort: 90 }] },
      ],
    }),
  ]);

  expect(chain(rules, 'out_10_0_0_1')).toEqual([
    'ip daddr 10.0.0.3 udp dport 53 return',
    'ip daddr 192.0.2.0/24 ip daddr != { 192.0.2.1/32 } tcp dport 80-90 return',
    'drop',
  ]);
});
