import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `simulated`: nodes whose pods have no processes. `real`: one node that runs containers, which needs root. */
export type ClusterKind = 'simulated' | 'real';

/** Both kinds, for messages and arguments. */
export const clusterKinds = ['simulated', 'real'] as const satisfies readonly ClusterKind[];

/** The Kubernetes release that `kube` is built from; see `tools/cluster/go/kube/go.mod`. */
export const kubernetesVersion = '1.35.4';

/** Addresses of the cluster's own network. Nothing of it leaves the machine. */
export const network = {
  services: '10.96.0.0/16',
  kubernetesService: '10.96.0.1',
  dnsService: '10.96.0.10',
  pods: '10.244.0.0/16',
  /** Pods of the real node. */
  nodePods: '10.244.0.0/24',
  /** The real node in its own network namespace. */
  node: '192.168.77.2',
} as const;

/** Where one cluster keeps its files and listens. */
export interface Settings {
  readonly kind: ClusterKind;
  /** Everything that the cluster writes; removed by `down`. */
  readonly directory: string;
  /** The port of 127.0.0.1 at which the API server is reached from this machine. */
  readonly apiPort: number;
  /** Ports of 127.0.0.1 for the parts of the control plane; those of the real node are in its own namespace. */
  readonly ports: Readonly<Record<'apiserver' | 'etcd' | 'etcdPeer' | 'controllers' | 'scheduler' | 'kwok', number>>;
  /** Names and addresses that the certificate of the API server holds, beside those that every cluster has. */
  readonly nodeName: string;
}

/** Settings by kind. At most one cluster of a kind runs on a machine; both may run at the same time. */
export function settingsOf(kind: ClusterKind, environment: NodeJS.ProcessEnv = process.env): Settings {
  const root = environment['CLUSTER_STATE'] || join(tmpdir(), 'semantic-explorer-cluster');
  const base = kind === 'simulated' ? 16440 : 16540;
  return {
    kind,
    directory: join(root, kind),
    apiPort: base + 3,
    ports: {
      apiserver: kind === 'simulated' ? base + 3 : 6443,
      etcd: base,
      etcdPeer: base + 1,
      controllers: base + 4,
      scheduler: base + 5,
      kwok: base + 6,
    },
    nodeName: 'real',
  };
}

/** Paths below the directory of a cluster. */
export const paths = {
  certificate: (settings: Settings, name: string) => join(settings.directory, 'certificates', `${name}.crt`),
  key: (settings: Settings, name: string) => join(settings.directory, 'certificates', `${name}.key`),
  /** Of a part of the control plane: it speaks to the API server where that listens. */
  kubeconfig: (settings: Settings, user: string) => join(settings.directory, `${user}.kubeconfig`),
  /** Of the administrator, from anywhere on this machine. */
  adminKubeconfig: (settings: Settings) => join(settings.directory, 'kubeconfig'),
  log: (settings: Settings, name: string) => join(settings.directory, 'log', `${name}.log`),
  volumes: (settings: Settings) => join(settings.directory, 'volumes'),
  /** Appears when the cluster can be used. */
  ready: (settings: Settings) => join(settings.directory, 'ready'),
  supervisor: (settings: Settings) => join(settings.directory, 'supervisor.json'),
  apiSocket: (settings: Settings) => join(settings.directory, 'api.sock'),
  containerdSocket: (settings: Settings) => join(settings.directory, 'containerd.sock'),
} as const;
