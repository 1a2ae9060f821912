import { ChartkitError, evaluateChart } from 'chartkit';
import { arbitraryValues, seed, withoutViolations } from 'chartkit/testing';
import fc from 'fast-check';
import type { Endpoint, Port } from 'network-policies';
import { isAllowed, letsIn, letsOut } from 'network-policies';
import { describe, expect, it } from 'vitest';

import { semanticExplorer } from './index.js';
import type { ReleasePod } from './testing/endpoints.js';
import { policiesIn, releasePods, strangerIn } from './testing/endpoints.js';
import { serviceAddresses } from './testing/service-addresses.js';
import { release } from './testing/surroundings.js';
import { valueSets } from './testing/value-sets.js';
import type { DeclaredFlow } from './topology/declared-flows.js';
import { declaredTopology } from './topology/declared-flows.js';

type Values = Readonly<Record<string, unknown>>;

const bothDirections = { ingress: { enabled: true }, egress: { enabled: true } };

/** The release with isolation of both directions, or other values of `networkPolicy`, whatever `values` say of it. */
function releaseFor(values: Values, networkPolicy: Values = bothDirections) {
  const options = { release, values: [{ ...values, networkPolicy }] };
  const objects = evaluateChart(semanticExplorer, options);
  return {
    objects,
    pods: releasePods(objects, release.namespace),
    policies: policiesIn(objects),
    flows: declaredTopology(options).flows,
  };
}

const says = (from: string, to: string, { port, protocol }: Port): string => `${from} → ${to} ${port}/${protocol}`;

/** Every port that any pod declares, and one that none does: a policy may be too wide in any of them. */
const portsOfAll = (pods: readonly ReleasePod[]): readonly Port[] => {
  const all = [...pods.flatMap(({ ports }) => ports), { port: 1, protocol: 'TCP' as const }];
  return [...new Map(all.map((port) => [JSON.stringify(port), port])).values()];
};

/** The connections within the release that policies allow. With addresses, blocks count for pods too: "at worst". */
function allowedWithin({ pods, policies }: ReturnType<typeof releaseFor>, address?: string): readonly string[] {
  const endpoints = pods.map(({ name, endpoint }) => ({
    name,
    endpoint: address === undefined ? endpoint : { ...endpoint, address },
  }));
  const ports = portsOfAll(pods);
  return endpoints.flatMap((from) =>
    endpoints.flatMap((to) =>
      ports
        .filter((port) => isAllowed(policies, from.endpoint, to.endpoint, port))
        .map((port) => says(from.name, to.name, port)),
    ),
  );
}

const declaredWithin = (flows: readonly DeclaredFlow[], pods: readonly ReleasePod[]): readonly string[] => {
  const names = new Set(pods.map(({ name }) => name));
  return flows
    .filter(({ from, to }) => names.has(from) && names.has(to))
    .flatMap(({ from, to, ports }) => ports.map((port) => says(from, to, port)));
};

/**
 * What pods of the release reach of each other as if they were outside: by default any pod may be an ingress controller,
 * and with some plugins the addresses of external servers are those of pods too.
 */
const declaredAtWorst = (flows: readonly DeclaredFlow[]): readonly string[] =>
  flows
    .filter(({ to }) => ['external', 'ingress-controller'].includes(to))
    .flatMap((outward) =>
      flows
        .filter(({ from }) => ['anyone', 'ingress-controller'].includes(from))
        .flatMap(({ to, ports }) => ports.map((port) => ({ from: outward.from, to, port, by: outward.ports })))
        .filter(({ port, by }) => by.length === 0 || by.some((one) => one.port === port.port)),
    )
    .map(({ from, to, port }) => says(from, to, port));

/** The pods that may scrape metrics from outside of the release by default. */
const otherPrometheus = strangerIn('monitoring', { 'app.kubernetes.io/name': 'prometheus' });

const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

/** What is wrong with the policies for some values. */
function problemsFor(values: Values): readonly string[] {
  const made = releaseFor(values);
  const declared = new Set(declaredWithin(made.flows, made.pods));
  const expected = new Set([...declared, ...declaredAtWorst(made.flows)]);
  const allowed = new Set(allowedWithin(made));
  const atWorst = new Set(allowedWithin(made, '10.0.0.1'));
  return [
    ...[...declared].filter((flow) => !allowed.has(flow)).map((flow) => `declared, but closed: ${flow}`),
    ...[...atWorst].filter((flow) => !expected.has(flow)).map((flow) => `open, but not declared: ${flow}`),
  ];
}

describe.each(valueSets)('with network policies: %s', (_, values) => {
  const made = releaseFor(values);
  const { objects, pods, policies, flows } = made;

  it('what services declare passes at both ends, and nothing else within the release', () => {
    expect(problemsFor(values)).toEqual([]);
  });

  it('what the environment and configuration of a pod name is reached', () => {
    const fullname = String(
      (objects.find(({ kind }) => kind === 'Job')?.['metadata'] as { name?: string } | undefined)?.name,
    );
    const prefix = fullname.replace(/-create-credentials.*$/, '');
    const unreachable = pods.flatMap((pod) =>
      serviceAddresses([pod.owner], prefix).flatMap(({ host, port }) => {
        const target = pods.find(({ name }) =>
          host.split('.').some((part) => part.replace(/-\d+$|-headless$/g, '') === `${prefix}-${name}`),
        );
        if (target === undefined) return [];
        return isAllowed(policies, pod.endpoint, target.endpoint, { port, protocol: 'TCP' })
          ? []
          : [`${pod.name} → ${target.name} ${port}`];
      }),
    );
    expect(unreachable).toEqual([]);
  });

  it('Prometheus reaches what says that it has metrics', () => {
    const prometheus = pods.find(({ name }) => name === 'prometheus');
    const scraped = pods.filter(({ annotations }) => annotations['prometheus.io/scrape'] === 'true');
    const missed = scraped.filter(({ endpoint, annotations }) => {
      const port = { port: Number(annotations['prometheus.io/port']), protocol: 'TCP' } as const;
      return prometheus !== undefined && !isAllowed(policies, prometheus.endpoint, endpoint, port);
    });
    expect(missed.map(({ name }) => name)).toEqual([]);
  });

  it('pods that are none of the release reach only what is routed, monitored or open to anyone', () => {
    const ports = portsOfAll(pods);
    const strangers = [
      ['a pod of the namespace', strangerIn(release.namespace), ['ingress-controller', 'anyone']],
      ['a pod of another namespace', strangerIn('elsewhere'), ['ingress-controller', 'anyone']],
      ['a pod of the namespace monitoring', strangerIn('monitoring'), ['ingress-controller', 'anyone']],
      ['another Prometheus', otherPrometheus, ['ingress-controller', 'anyone', 'monitoring']],
      ['an address', { address: '203.0.113.1' }, ['anyone']],
    ] as const;
    for (const [who, stranger, roles] of strangers) {
      const open = pods.flatMap((pod) =>
        ports.filter((port) => letsIn(policies, stranger, pod.endpoint, port)).map((port) => says(who, pod.name, port)),
      );
      const declared = flows
        .filter(({ from }) => (roles as readonly string[]).includes(from))
        .flatMap(({ to, ports: declaredPorts }) => declaredPorts.map((port) => says(who, to, port)));
      expect(sorted(open)).toEqual(sorted(declared));
    }
  });

  it('every pod is closed in both directions, hooks too', () => {
    const open = pods.filter(
      ({ endpoint }) =>
        letsIn(policies, strangerIn('elsewhere'), endpoint, { port: 1, protocol: 'TCP' }) ||
        letsOut(policies, endpoint, { address: '169.254.169.254' }, { port: 80, protocol: 'TCP' }),
    );
    // Whole structures of values lead these to hosts whose ports no policy can know.
    const outward = new Set(
      flows.filter(({ to, ports }) => to === 'external' && ports.length === 0).map(({ from }) => from),
    );
    expect(open.map(({ name }) => name).filter((name) => !outward.has(name))).toEqual([]);
  });
});

describe('by default, with isolation of incoming traffic only', () => {
  const made = releaseFor({}, {});
  const reachable = (from: Endpoint) =>
    made.pods.flatMap(({ name, endpoint }) =>
      portsOfAll(made.pods)
        .filter((port) => isAllowed(made.policies, from, endpoint, port))
        .map(({ port, protocol }) => `${name} ${port}/${protocol}`),
    );

  it('what services declare passes', () => {
    const allowed = new Set(allowedWithin(made));
    expect(declaredWithin(made.flows, made.pods).filter((flow) => !allowed.has(flow))).toEqual([]);
  });

  it('every connection is let out', () => {
    const closed = made.pods.filter(
      ({ endpoint }) => !letsOut(made.policies, endpoint, { address: '192.0.2.1' }, { port: 1, protocol: 'TCP' }),
    );
    expect(closed).toEqual([]);
  });

  it.each([
    // Servers that require no login, by pod and port.
    ['qdrant', [6333, 6334, 6335, 6336]],
    ['embedding-inference-api', [8090]],
    ['llm-inference-api', [8091]],
    ['quickwit', [7280, 7281]],
    ['otel-collector', [4317, 4318, 8888, 8889]],
    ['prometheus', [9090]],
    ['nats', [7777]],
    ['postgresql', [9187]],
    ['dex', [5557, 5558]],
    ['worker-visualizations-py', [9090]],
  ] as const)('%s serves %j to pods of the release only', (name, servers) => {
    const pod = made.pods.find((candidate) => candidate.name === name);
    expect(pod?.ports.map(({ port }) => port)).toEqual(expect.arrayContaining([...servers]));
    const strangers: readonly Endpoint[] = [
      strangerIn(release.namespace),
      strangerIn(release.namespace, { 'app.kubernetes.io/name': 'api', 'app.kubernetes.io/instance': 'other' }),
      strangerIn('elsewhere', { 'app.kubernetes.io/name': 'api', 'app.kubernetes.io/instance': release.name }),
      strangerIn('monitoring'),
      { address: '10.0.0.9' },
    ];
    const open = strangers.flatMap(reachable).filter((text) => text.startsWith(`${name} `));
    expect(open).toEqual([]);
  });

  it('pods outside of the release reach nothing, and another Prometheus only ports with metrics', () => {
    expect(reachable(strangerIn(release.namespace))).toEqual([]);
    expect(reachable(strangerIn('elsewhere'))).toEqual([]);
    // The pods of the release that say where their metrics are.
    expect(reachable(otherPrometheus)).toEqual([
      'api 8080/TCP',
      'worker-visualizations-py 9090/TCP',
      'embedding-inference-api 8090/TCP',
      'llm-inference-api 8091/TCP',
      'dex 5558/TCP',
      'postgresql 9187/TCP',
      'nats 7777/TCP',
      'qdrant 6336/TCP',
      'valkey 9121/TCP',
      'minio 9000/TCP',
      'otel-collector 8889/TCP',
      'otel-collector 8888/TCP',
      'quickwit 7280/TCP',
      'grafana 3000/TCP',
    ]);
  });

  it('an Ingress opens the port behind it to pods of other namespaces, and nothing else', () => {
    const routed = releaseFor(
      {
        api: { publicUrl: 'https://a.example.com', ingress: { enabled: true, host: 'a.example.com' } },
        dex: { issuer: 'https://b.example.com/dex', ingress: { enabled: true, host: 'b.example.com' } },
      },
      {},
    );
    const open = routed.pods.flatMap(({ name, endpoint }) =>
      portsOfAll(routed.pods)
        .filter((port) => isAllowed(routed.policies, strangerIn('ingress-nginx'), endpoint, port))
        .map(({ port }) => `${name} ${port}`),
    );
    expect(open).toEqual(['api 8080', 'dex 5556']);
  });

  it('without peers of `monitoring`, only the Prometheus of the release reads metrics', () => {
    const { pods, policies } = releaseFor({}, { monitoring: { peers: [] } });
    const open = pods.filter(({ endpoint, ports }) =>
      ports.some((port) => isAllowed(policies, otherPrometheus, endpoint, port)),
    );
    expect(open).toEqual([]);
  });
});

it.each(valueSets)('the rules of one direction do not depend on the other: %s', (_, values) => {
  const rules = (networkPolicy: Values, direction: 'ingress' | 'egress') =>
    releaseFor(values, networkPolicy)
      .policies.map(({ metadata, spec }) => [metadata.name, spec[direction]] as const)
      .filter(([, list]) => (list ?? []).length > 0);
  const none = { enabled: false };
  expect(rules({ egress: none }, 'ingress')).toEqual(rules(bothDirections, 'ingress'));
  expect(rules({ ingress: none, egress: { enabled: true } }, 'egress')).toEqual(rules(bothDirections, 'egress'));
  expect(rules({ egress: none }, 'egress')).toEqual([]);
  expect(releaseFor(values, { ingress: none }).policies).toEqual([]);
});

describe('what default policies let out', () => {
  const made = releaseFor({});
  const tcp = (port: number): Port => ({ port, protocol: 'TCP' });
  const dnsServer = strangerIn('kube-system', { 'k8s-app': 'kube-dns' });
  const pod = (name: string) => {
    const found = made.pods.find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(`There is no pod ${name}`);
    return found.endpoint;
  };

  it.each([
    // A pod or an address to which it leads, and whether it passes.
    ['api', dnsServer, { port: 53, protocol: 'UDP' }, true],
    ['api', dnsServer, tcp(53), true],
    ['api', strangerIn('kube-system', { app: 'other' }), tcp(53), false],
    ['postgresql', dnsServer, { port: 53, protocol: 'UDP' }, false],
    ['nats', dnsServer, { port: 53, protocol: 'UDP' }, true],
    ['create-credentials', { address: '203.0.113.9' }, tcp(6443), true],
    ['create-credentials', { address: '10.96.0.1' }, tcp(443), true],
    ['create-credentials', { address: '203.0.113.9' }, tcp(80), false],
    ['create-credentials', dnsServer, tcp(53), false],
    ['prometheus', { address: '10.96.0.1' }, tcp(443), true],
    ['grafana', { address: '10.96.0.1' }, tcp(443), false],
    ['postgresql', { address: '203.0.113.9' }, tcp(443), false],
    ['api', { address: '203.0.113.9' }, tcp(443), true],
    ['api', { address: '203.0.113.9' }, tcp(5432), false],
    ['api', { address: '10.1.2.3' }, tcp(443), false],
    ['api', { address: '169.254.169.254' }, tcp(443), false],
    ['embedding-inference-api', { address: '203.0.113.9' }, tcp(443), true],
    ['dex', { address: '203.0.113.9' }, tcp(443), false],
  ] as const)('%s → %j %j: %s', (name, target, port, expected) => {
    expect(letsOut(made.policies, pod(name), target, port)).toBe(expected);
  });

  it('external servers on their ports, and no models when these are there', () => {
    const external = releaseFor({
      postgresql: { enabled: false, external: { host: 'db.example.com', port: 6432 }, auth: { existingSecret: 'db' } },
    });
    const leads = (port: number) => letsOut(external.policies, pod('api'), { address: '10.1.2.3' }, tcp(port));
    expect([leads(6432), leads(5432)]).toEqual([true, false]);
  });

  it.each([
    // The values of a URL, who uses it, and its port.
    ['minio', { enabled: false, external: { url: 'https://s3.example.com' } }, 'worker-collections', 443],
    ['minio', { enabled: false, external: { url: 'http://[2001:db8::9000]' } }, 'worker-collections', 80],
    ['qdrant', { enabled: false, external: { url: 'http://[2001:db8::1]:6334' } }, 'api', 6334],
    ['embeddingInferenceApi', { enabled: false, external: { url: 'http://models.example.com:8080/e' } }, 'api', 8080],
    ['llmInferenceApi', { enabled: false, external: { url: 'http://models.example.com' } }, 'api', 80],
    ['quickwit', { enabled: false, external: { otlpUrl: 'http://logs.example.com:4317' } }, 'otel-collector', 4317],
    ['quickwit', { enabled: false, external: { url: 'https://logs.example.com' } }, 'grafana', 443],
    ['otelCollector', { enabled: false, external: { url: 'http://otlp.example.com:4317' } }, 'api', 4317],
    ['dex', { issuer: 'https://login.example.com:8443/dex' }, 'api', 8443],
  ])('to the server outside only on the port of its URL: %s %j', (key, values, client, port) => {
    const without = releaseFor({});
    const { policies } = releaseFor({ [key]: values });
    const ports = [80, 443, 4317, 5432, 6334, 8080, 8443, 9000];
    // A private address is none of the internet, to which some of them may talk anyway.
    const open = (of: typeof policies) =>
      ports.filter((candidate) => letsOut(of, pod(client), { address: '10.1.2.3' }, tcp(candidate)));
    expect(open(without.policies)).toEqual([]);
    expect(open(policies)).toEqual([port]);
  });
});

describe('with network policies and random values', () => {
  it(`everything declared passes, and nothing else (FUZZ_SEED=${seed} repeats them)`, { timeout: 300_000 }, () => {
    const found = fc.sample(arbitraryValues(semanticExplorer.schema), { seed, numRuns: 100 }).flatMap((drawn) => {
      try {
        return [problemsFor(withoutViolations(semanticExplorer, { ...drawn, networkPolicy: {} }))];
      } catch (error) {
        // What is refused, such as two accounts of one name.
        if (error instanceof ChartkitError) return [];
        throw error;
      }
    });
    expect(found.length).toBeGreaterThan(70);
    expect([...new Set(found.flat())]).toEqual([]);
  });
});
