import { join } from 'node:path';

import type { Settings } from '../settings.js';
import { network, paths } from '../settings.js';

/** The image of the container that holds the namespaces of a pod. */
export const pauseImage = 'localhost/pause:1';

/** Configuration of containerd (TOML, format 2). */
export const containerdConfiguration = (settings: Settings, packages: string): string => `version = 2
root = "${join(settings.directory, 'containerd')}"
state = "/run/containerd"
[grpc]
  address = "${paths.containerdSocket(settings)}"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${pauseImage}"
  disable_apparmor = true
  # Root may lack CAP_SYS_RESOURCE, and then cannot lower the score by which the kernel chooses what to kill.
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "overlayfs"
    default_runtime_name = "runc"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        BinaryName = "${join(packages, 'usr/sbin/runc')}"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "${join(packages, 'usr/lib/cni')}"
    conf_dir = "${join(settings.directory, 'cni')}"
`;

/** Network of the pods: each has a link of its own to the node, so that every packet passes its packet filter. */
export const networkConfiguration = (settings: Settings): string =>
  JSON.stringify({
    cniVersion: '0.4.0',
    name: 'pods',
    plugins: [
      {
        type: 'ptp',
        ipMasq: false,
        ipam: {
          type: 'host-local',
          dataDir: join(settings.directory, 'addresses'),
          ranges: [[{ subnet: network.nodePods }]],
          routes: [{ dst: '0.0.0.0/0' }],
        },
      },
    ],
  });

/** Configuration of the kubelet: JSON, which is YAML. */
export const kubeletConfiguration = (settings: Settings): string =>
  JSON.stringify({
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    failCgroupV1: false,
    failSwapOn: false,
    cgroupDriver: 'cgroupfs',
    containerRuntimeEndpoint: `unix://${paths.containerdSocket(settings)}`,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: paths.certificate(settings, 'ca') },
    },
    authorization: { mode: 'Webhook' },
    tlsCertFile: paths.certificate(settings, 'kubelet'),
    tlsPrivateKeyFile: paths.key(settings, 'kubelet'),
    clusterDNS: [network.dnsService],
    clusterDomain: 'cluster.local',
    resolvConf: join(settings.directory, 'resolv.conf'),
    podLogsDir: join(settings.directory, 'pod-logs'),
    seccompDefault: true,
    // What was imported cannot be pulled again.
    imageGCHighThresholdPercent: 100,
    evictionHard: { 'memory.available': '200Mi', 'nodefs.available': '1%', 'imagefs.available': '1%' },
    nodeStatusUpdateFrequency: '5s',
    syncFrequency: '10s',
  });
