import type { Fields } from '../../objects.js';
import { fieldsAt, listAt } from '../../objects.js';

/** Baseline, control "Sysctls", as of Kubernetes 1.30. */
const safeSysctls = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_syncookies',
]);

/** Restricted, control "Volume Types". */
const volumeTypes = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

/** What a pod does as a whole against the standard "restricted", a phrase each. */
export function podProblems(spec: Fields): readonly string[] {
  const sysctls = listAt(fieldsAt(spec, 'securityContext'), 'sysctls').map(({ name }) => String(name));
  return [
    ...['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => spec[field] === true).map((field) => `${field} is true`),
    ...sysctls.filter((name) => !safeSysctls.has(name)).map((name) => `the sysctl ${name} is set`),
    ...listAt(spec, 'volumes').flatMap((volume) => {
      const types = Object.keys(volume).filter((field) => field !== 'name');
      // Kubernetes takes a volume without a type for an emptyDir.
      return types
        .filter((type) => !volumeTypes.has(type))
        .map((type) => `the volume ${String(volume['name'])} is of the type ${type}`);
    }),
  ];
}
