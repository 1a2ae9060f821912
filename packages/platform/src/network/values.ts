import type { ServiceValues } from 'chartkit';
import { boolean, kubernetes, list, object, oneOf, port, slice } from 'chartkit';

const peers = (which: string, defaults: readonly object[], remark = '', minItems = 1) =>
  list(kubernetes('NetworkPolicyPeer', { description: 'Pods, namespaces or addresses.' }), {
    default: [...defaults],
    minItems,
    description: `Peers ${which}.${remark}`,
  });

/** Ports as a NetworkPolicy has them. */
const portOfRule = object(
  {
    port: port({ description: 'The port.' }),
    protocol: oneOf(['TCP', 'UDP', 'SCTP'], { description: 'The protocol.' }),
  },
  { description: 'A port.' },
);

const ports = (defaults: readonly { port: number; protocol: 'TCP' | 'UDP' }[], description: string) =>
  list(portOfRule, { default: [...defaults], minItems: 1, description });

/** Addresses of machines' own networks, where clouds also serve credentials of their nodes. */
const linkLocal = '169.254.0.0/16';
/** https://www.rfc-editor.org/rfc/rfc1918 and the shared addresses of https://www.rfc-editor.org/rfc/rfc6598 */
const privateAddresses = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'];

const addressBlock = (except: readonly string[]) => ({ ipBlock: { cidr: '0.0.0.0/0', except: [...except] } });

/** `networkPolicy` */
const networkPolicyValues = object(
  {
    ingress: object(
      {
        enabled: boolean({
          default: true,
          description:
            'Isolate incoming traffic: pods accept only the connections that they need. Several servers require no login, so disable this only where something else isolates the namespace.',
        }),
      },
      { description: 'Incoming traffic. The network plugin of the cluster must enforce NetworkPolicies.' },
    ),
    egress: object(
      {
        enabled: boolean({
          default: false,
          description:
            'Isolate outgoing traffic: pods open only the connections that they need. First check `dns`, `apiServer` and `external` against your cluster.',
        }),
      },
      { description: 'Outgoing traffic. The network plugin of the cluster must enforce NetworkPolicies.' },
    ),
    dns: object(
      {
        peers: peers(
          'that are the DNS servers of the cluster',
          [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
              podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
            },
            // NodeLocal DNSCache listens here, on every node.
            { ipBlock: { cidr: '169.254.20.10/32' } },
          ],
          ' On OpenShift, these are in the namespace openshift-dns and listen on port 5353.',
        ),
        ports: ports(
          [
            { port: 53, protocol: 'UDP' },
            { port: 53, protocol: 'TCP' },
          ],
          'Ports of the DNS servers.',
        ),
      },
      { description: 'DNS, for pods that resolve names.' },
    ),
    apiServer: object(
      {
        peers: peers(
          'that are the Kubernetes API server',
          [addressBlock([linkLocal])],
          ' It is not a pod, so use its addresses.',
        ),
        ports: ports(
          [
            { port: 443, protocol: 'TCP' },
            { port: 6443, protocol: 'TCP' },
          ],
          'Ports of its Service and of the server itself. Network plugins differ in which of them they match.',
        ),
      },
      {
        description:
          'Kubernetes API server. It is reached by the Jobs before an installation or upgrade, Prometheus and the exporter of backups.',
      },
    ),
    external: object(
      {
        peers: peers(
          'that are servers outside of the release',
          [addressBlock([linkLocal])],
          ' NetworkPolicies cannot match host names. Plugins such as Cilium match pods of the cluster by selectors, not by addresses.',
        ),
      },
      { description: 'Servers named by the values `*.external` and by other values with a host.' },
    ),
    internet: object(
      {
        peers: peers(
          'that are hosts on the internet',
          [addressBlock([linkLocal, ...privateAddresses])],
          ' If empty, pods reach no such host.',
          0,
        ),
        ports: ports([{ port: 443, protocol: 'TCP' }], 'Ports of these hosts.'),
      },
      {
        description:
          'Hosts on the internet: model providers that users configure, model downloads, logins with GitHub.',
      },
    ),
    ingressController: object(
      {
        peers: peers(
          'that send the requests of an Ingress or HTTPRoute',
          [{ namespaceSelector: {} }],
          ' Defaults to the pods of all namespaces. A controller that uses the host network requires an ipBlock.',
        ),
        ports: ports(
          [80, 443, 8080, 8443].map((port) => ({ port, protocol: 'TCP' as const })),
          'Ports of its pods, for logins with an issuer behind it.',
        ),
      },
      { description: 'Peers that can reach the ports behind an Ingress or HTTPRoute.' },
    ),
    monitoring: object(
      {
        peers: peers(
          'that scrape metrics from outside of the release, such as another Prometheus',
          [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
              podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } },
            },
          ],
          ' If empty, only the Prometheus of the release scrapes.',
          0,
        ),
      },
      {
        description:
          'Peers that can reach the ports with metrics. Several services serve their metrics on the port of the service itself.',
      },
    ),
    extraIngress: list(extraRule('from', 'Peers that open connections.'), {
      default: [],
      description: 'Additional rules for incoming traffic of all pods of the release.',
    }),
    extraEgress: list(extraRule('to', 'Peers to which connections are opened.'), {
      default: [],
      description: 'Additional rules for outgoing traffic of all pods of the release.',
    }),
  },
  { description: 'NetworkPolicies of all pods of the release.' },
);

/** A rule of a NetworkPolicy whose lists cannot be empty, since empty ones mean everything. */
function extraRule(direction: 'from' | 'to', description: string) {
  const fields = {
    [direction]: list(kubernetes('NetworkPolicyPeer', { description: 'A peer.' }), { minItems: 1, description }),
    ports: list(portOfRule, { minItems: 1, description: 'Ports.' }),
  };
  return object(fields, { description: 'A rule.' });
}

/** `networkPolicy`, for others who read it. */
export const networkPolicySlice = slice('networkPolicy', networkPolicyValues);

/** The values of `networkPolicy` as expressions. */
export type NetworkPolicyValues = ServiceValues<(typeof networkPolicyValues)['properties']>;
