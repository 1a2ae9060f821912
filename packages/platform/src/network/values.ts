import type { ServiceValues } from 'chartkit';
import { boolean, kubernetes, list, object, oneOf, port, slice } from 'chartkit';

const peers = (who: string, defaults: readonly object[], remark = '', minItems = 1) =>
  list(kubernetes('NetworkPolicyPeer', { description: 'Pods, namespaces or addresses.' }), {
    default: [...defaults],
    minItems,
    description: `Where ${who}.${remark}`,
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
    enabled: boolean({
      default: false,
      description: 'Let pods reach, and be reached by, only what they need. The cluster must enforce NetworkPolicies.',
    }),
    dns: object(
      {
        peers: peers(
          'the DNS servers of the cluster are',
          [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
              podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
            },
            // NodeLocal DNSCache listens here, on every node.
            { ipBlock: { cidr: '169.254.20.10/32' } },
          ],
          ' OpenShift has them in the namespace openshift-dns, on port 5353.',
        ),
        ports: ports(
          [
            { port: 53, protocol: 'UDP' },
            { port: 53, protocol: 'TCP' },
          ],
          'Ports of the DNS servers.',
        ),
      },
      { description: 'Name resolution, for pods that reach anything by name.' },
    ),
    apiServer: object(
      {
        peers: peers('the Kubernetes API server is', [addressBlock([linkLocal])], ' It is no pod: give its addresses.'),
        ports: ports(
          [
            { port: 443, protocol: 'TCP' },
            { port: 6443, protocol: 'TCP' },
          ],
          'Ports of its Service and of the server itself: which of them counts differs by network plugin.',
        ),
      },
      {
        description:
          'Kubernetes API server, for the Jobs before an installation or upgrade, Prometheus and the exporter of backups.',
      },
    ),
    external: object(
      {
        peers: peers(
          'servers outside of the release are',
          [addressBlock([linkLocal])],
          ' A policy knows no host names. Plugins such as Cilium need selectors, not addresses, for pods of the cluster.',
        ),
      },
      { description: 'Servers of the values `*.external`, and of other values with a host.' },
    ),
    internet: object(
      {
        peers: peers(
          'hosts of the internet are',
          [addressBlock([linkLocal, ...privateAddresses])],
          ' Empty: pods reach none of them.',
          0,
        ),
        ports: ports([{ port: 443, protocol: 'TCP' }], 'Ports of these hosts.'),
      },
      { description: 'Model providers that people configure, model downloads, logins with GitHub.' },
    ),
    ingressController: object(
      {
        peers: peers(
          'requests of an Ingress or HTTPRoute come from',
          [{ namespaceSelector: {} }],
          ' By default pods of any namespace; a controller in the network of its node needs an ipBlock.',
        ),
        ports: ports(
          [80, 443, 8080, 8443].map((port) => ({ port, protocol: 'TCP' as const })),
          'Ports of its pods, for logins whose issuer stands behind it.',
        ),
      },
      { description: 'Who may reach ports behind an Ingress or HTTPRoute.' },
    ),
    monitoring: object(
      {
        peers: peers('another Prometheus scrapes from', [
          { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } },
        ]),
      },
      { description: 'Who may reach the metrics of services that have a ServiceMonitor.' },
    ),
    extraIngress: list(extraRule('from', 'Who opens connections.'), {
      default: [],
      description: 'What all pods of the release accept beyond what they need.',
    }),
    extraEgress: list(extraRule('to', 'Where connections lead.'), {
      default: [],
      description: 'What all pods of the release may reach beyond what they need.',
    }),
  },
  { description: 'NetworkPolicies of all pods.' },
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
