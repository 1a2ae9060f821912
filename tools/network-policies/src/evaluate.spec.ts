import { describe, expect, it } from 'vitest';

import { isAllowed, letsIn, letsOut } from './index.js';
import type { NetworkPolicy, PodEndpoint } from './index.js';
import type { Rule } from './model.js';

const pod = (app: string, namespace = 'shop', more: Partial<PodEndpoint> = {}): PodEndpoint => ({
  namespace,
  namespaceLabels: { 'kubernetes.io/metadata.name': namespace },
  labels: { app },
  ...more,
});
const policy = (app: string | undefined, spec: Partial<NetworkPolicy['spec']>): NetworkPolicy => ({
  metadata: { name: 'policy', namespace: 'shop' },
  spec: { podSelector: app === undefined ? {} : { matchLabels: { app } }, ...spec },
});
const http = { port: 80, protocol: 'TCP' } as const;
const web = pod('web');
const db = pod('db', 'shop', { namedPorts: { sql: 5432 } });
const outsider = pod('web', 'other');

/** Whether `db` takes a connection under one ingress rule. */
const takes = (rule: Rule, from: PodEndpoint | { address: string } = web, port: number = http.port) =>
  letsIn([policy('db', { ingress: [rule] })], from, db, { port, protocol: 'TCP' });

// The cases are worked by hand after https://kubernetes.io/docs/concepts/services-networking/network-policies/.
describe('isolation', () => {
  it('a pod that no policy selects is open', () => {
    expect(isAllowed([policy('other', { policyTypes: ['Ingress', 'Egress'] })], web, db, http)).toBe(true);
  });

  it('a policy without rules closes the directions that it is about', () => {
    const ingressOnly = [policy(undefined, { policyTypes: ['Ingress'] })];
    expect([letsOut(ingressOnly, web, db, http), letsIn(ingressOnly, web, db, http)]).toEqual([true, false]);
    const egressOnly = [policy(undefined, { policyTypes: ['Egress'] })];
    expect([letsOut(egressOnly, web, db, http), letsIn(egressOnly, web, db, http)]).toEqual([false, true]);
  });

  it('without policyTypes it is about ingress, and about egress if it has egress rules', () => {
    expect(letsOut([policy('web', {})], web, db, http)).toBe(true);
    expect(letsIn([policy('db', {})], web, db, http)).toBe(false);
    expect(letsOut([policy('web', { egress: [] })], web, db, http)).toBe(false);
  });

  it('policies add up: what one of them allows is allowed', () => {
    const closed = policy(undefined, { policyTypes: ['Ingress'] });
    const open = policy('db', { ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }] }] });
    expect(letsIn([closed, open], web, db, http)).toBe(true);
    expect(letsIn([closed, open], pod('job'), db, http)).toBe(false);
  });

  it('a policy of another namespace does not count', () => {
    expect(letsIn([policy(undefined, { policyTypes: ['Ingress'] })], web, outsider, http)).toBe(true);
  });

  it('both ends must allow a connection', () => {
    const out = policy('web', { policyTypes: ['Egress'], egress: [{}] });
    const closed = policy('db', { policyTypes: ['Ingress'] });
    expect(isAllowed([out], web, db, http)).toBe(true);
    expect(isAllowed([out, closed], web, db, http)).toBe(false);
  });
});

describe('peers', () => {
  it('no peers, or an empty list of them, are everybody', () => {
    expect([takes({}), takes({ from: [] }), takes({}, outsider), takes({}, { address: '192.0.2.1' })]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('a pod selector alone means pods of the same namespace', () => {
    const rule = { from: [{ podSelector: { matchLabels: { app: 'web' } } }] };
    expect([takes(rule), takes(rule, pod('job')), takes(rule, outsider)]).toEqual([true, false, false]);
  });

  it('a namespace selector alone means all pods of these namespaces', () => {
    const rule = { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'other' } } }] };
    expect([takes(rule), takes(rule, outsider), takes(rule, pod('any', 'other'))]).toEqual([false, true, true]);
  });

  it('an empty namespace selector means all pods of the cluster, but no address', () => {
    const rule = { from: [{ namespaceSelector: {} }] };
    expect([takes(rule), takes(rule, outsider), takes(rule, { address: '192.0.2.1' })]).toEqual([true, true, false]);
  });

  it('both selectors in one peer must match, in two peers one of them', () => {
    const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': 'other' } };
    const podSelector = { matchLabels: { app: 'web' } };
    const together = { from: [{ namespaceSelector, podSelector }] };
    expect([takes(together), takes(together, outsider), takes(together, pod('job', 'other'))]).toEqual([
      false,
      true,
      false,
    ]);
    const apart = { from: [{ namespaceSelector }, { podSelector }] };
    expect([takes(apart), takes(apart, outsider), takes(apart, pod('job', 'other'))]).toEqual([true, true, true]);
  });

  it('a block means addresses in it but those that are excepted, and pods only where they have addresses', () => {
    const rule = { from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] };
    expect(
      ['10.0.0.1', '10.255.255.255', '10.1.0.1', '11.0.0.0', '9.255.255.255'].map((address) =>
        takes(rule, { address }),
      ),
    ).toEqual([true, true, false, false, false]);
    expect([takes(rule), takes(rule, pod('web', 'shop', { address: '10.2.3.4' }))]).toEqual([false, true]);
    expect(takes({ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }, { address: '2001:db8::1' })).toBe(false);
    expect(takes({ from: [{ ipBlock: { cidr: '2001:db8::/32' } }] }, { address: '2001:db8::1' })).toBe(true);
  });

  it.each([
    ['In', ['web', 'job'], true],
    ['In', ['job'], false],
    ['NotIn', ['web'], false],
    ['NotIn', ['job'], true],
    ['Exists', undefined, true],
    ['DoesNotExist', undefined, false],
  ] as const)('app %s %j', (operator, values, expected) => {
    const expression = { key: 'app', operator, ...(values === undefined ? {} : { values }) };
    expect(takes({ from: [{ podSelector: { matchExpressions: [expression] } }] })).toBe(expected);
  });
});

describe('ports', () => {
  it.each([
    [{ port: 80 }, 80, true],
    [{ port: 80 }, 81, false],
    [{ port: 80, endPort: 90 }, 90, true],
    [{ port: 80, endPort: 90 }, 91, false],
    [{ port: 'sql' }, 5432, true],
    [{ port: 'sql' }, 80, false],
    [{ port: 80, protocol: 'UDP' }, 80, false],
    [{ protocol: 'TCP' }, 1, true],
  ])('%j and the port %d', (port, asked, expected) => {
    expect(takes({ ports: [port] }, web, asked)).toBe(expected);
  });

  it('a name in an egress rule is that of a port of the target', () => {
    const policies = [policy('web', { policyTypes: ['Egress'], egress: [{ ports: [{ port: 'sql' }] }] })];
    expect(letsOut(policies, web, db, { port: 5432, protocol: 'TCP' })).toBe(true);
    expect(letsOut(policies, web, { address: '192.0.2.1' }, { port: 5432, protocol: 'TCP' })).toBe(false);
  });
});
