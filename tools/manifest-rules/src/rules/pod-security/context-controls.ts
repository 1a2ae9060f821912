import type { Fields } from '../../objects.js';
import { fieldsAt } from '../../objects.js';

const seLinuxTypes: readonly unknown[] = [
  undefined,
  '',
  'container_t',
  'container_init_t',
  'container_kvm_t',
  'container_engine_t',
];

/** What a security context must not hold, whether it is that of a pod or that of a container. */
export function forbiddenInContext(context: Fields): readonly string[] {
  const seLinux = fieldsAt(context, 'seLinuxOptions');
  const appArmor = fieldsAt(context, 'appArmorProfile')['type'];
  return [
    ...(fieldsAt(context, 'windowsOptions')['hostProcess'] === true ? ['windowsOptions.hostProcess is true'] : []),
    ...(seLinuxTypes.includes(seLinux['type']) ? [] : [`the SELinux type ${String(seLinux['type'])} is set`]),
    ...['user', 'role']
      .filter((field) => ![undefined, ''].includes(seLinux[field] as string | undefined))
      .map((field) => `the SELinux ${field} is set`),
    ...(appArmor === 'Unconfined' ? ['AppArmor is off'] : []),
    ...(context['runAsUser'] === 0 ? ['runAsUser is 0'] : []),
    ...(context['runAsNonRoot'] === false ? ['runAsNonRoot is false'] : []),
    ...(fieldsAt(context, 'seccompProfile')['type'] === 'Unconfined' ? ['seccomp is off'] : []),
  ];
}

/** What must be said by the container, or by the pod for all of them. */
export function missingInContext(container: Fields, pod: Fields): readonly string[] {
  const nonRoot = container['runAsNonRoot'] ?? pod['runAsNonRoot'];
  const seccomp = fieldsAt(container, 'seccompProfile')['type'] ?? fieldsAt(pod, 'seccompProfile')['type'];
  return [
    ...(nonRoot === undefined ? ['runAsNonRoot is not set'] : []),
    ...(seccomp === undefined ? ['seccompProfile is not set'] : []),
  ];
}
