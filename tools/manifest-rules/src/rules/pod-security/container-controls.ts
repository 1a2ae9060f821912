import type { Fields } from '../../objects.js';
import { fieldsAt, listAt } from '../../objects.js';

const handlers = ['startupProbe', 'livenessProbe', 'readinessProbe', 'postStart', 'preStop'] as const;

/** Restricted, control "Capabilities". */
function capabilityProblems(context: Fields): readonly string[] {
  const { add = [], drop = [] } = fieldsAt(context, 'capabilities') as { add?: string[]; drop?: string[] };
  return [
    ...(drop.includes('ALL') ? [] : ['it does not drop ALL capabilities']),
    ...add.filter((name) => name !== 'NET_BIND_SERVICE').map((name) => `it adds the capability ${name}`),
  ];
}

/** Baseline, control "Host Probes / Lifecycle Hooks" (Kubernetes 1.34 and newer). */
function hostProblems(container: Fields): readonly string[] {
  const all = { ...container, ...fieldsAt(container, 'lifecycle') };
  return handlers
    .filter((handler) =>
      ['httpGet', 'tcpSocket'].some((action) => fieldsAt(fieldsAt(all, handler), action)['host'] !== undefined),
    )
    .map((handler) => `${handler} names a host`);
}

/** What one container does against the standard "restricted", a phrase each. It stands in a pod with a context. */
export function containerProblems(container: Fields): readonly string[] {
  const context = fieldsAt(container, 'securityContext');
  return [
    ...(context['privileged'] === true ? ['it is privileged'] : []),
    ...(context['allowPrivilegeEscalation'] === false ? [] : ['allowPrivilegeEscalation is not false']),
    ...(['Default', undefined].includes(context['procMount'] as string | undefined)
      ? []
      : ['procMount is not Default']),
    ...listAt(container, 'ports')
      .filter(({ hostPort = 0 }) => hostPort !== 0)
      .map(({ hostPort }) => `it has the host port ${String(hostPort)}`),
    ...capabilityProblems(context),
    ...hostProblems(container),
  ];
}
