import { expect, it } from 'vitest';

import { changed, containerPath, problemsOf } from '../../testing/release.js';
import { podSecurity } from './pod-security.js';

const podPath = 'spec.template.spec';
const context = `${containerPath}.securityContext`;

// Control by control, in the order of https://kubernetes.io/docs/concepts/security/pod-security-standards/
it.each([
  [
    'HostProcess',
    `${podPath}.securityContext.windowsOptions`,
    { hostProcess: true },
    ': windowsOptions.hostProcess is true',
  ],
  ['Host Namespaces', `${podPath}.hostNetwork`, true, ': hostNetwork is true'],
  ['Host Namespaces', `${podPath}.hostPID`, true, ': hostPID is true'],
  ['Host Namespaces', `${podPath}.hostIPC`, true, ': hostIPC is true'],
  ['Privileged Containers', `${context}.privileged`, true, ', container web: it is privileged'],
  ['HostPath Volumes', `${podPath}.volumes`, [{ name: 'v', hostPath: {} }], ': the volume v is of the type hostPath'],
  [
    'Host Ports',
    `${containerPath}.ports`,
    [{ containerPort: 80, hostPort: 80 }],
    ', container web: it has the host port 80',
  ],
  [
    'Host Probes',
    `${containerPath}.livenessProbe`,
    { httpGet: { host: 'x' } },
    ', container web: livenessProbe names a host',
  ],
  [
    'Lifecycle Hooks',
    `${containerPath}.lifecycle`,
    { preStop: { tcpSocket: { host: 'x' } } },
    ', container web: preStop names a host',
  ],
  ['AppArmor', `${context}.appArmorProfile`, { type: 'Unconfined' }, ', container web: AppArmor is off'],
  [
    'AppArmor',
    'spec.template.metadata.annotations',
    { 'container.apparmor.security.beta.kubernetes.io/web': 'unconfined' },
    ': the AppArmor profile unconfined is set',
  ],
  ['SELinux', `${context}.seLinuxOptions`, { type: 'spc_t' }, ', container web: the SELinux type spc_t is set'],
  ['SELinux', `${podPath}.securityContext.seLinuxOptions`, { role: 'r' }, ': the SELinux role is set'],
  ['/proc Mount Type', `${context}.procMount`, 'Unmasked', ', container web: procMount is not Default'],
  ['Seccomp', `${context}.seccompProfile`, { type: 'Unconfined' }, ', container web: seccomp is off'],
  ['Sysctls', `${podPath}.securityContext.sysctls`, [{ name: 'kernel.msgmax' }], ': the sysctl kernel.msgmax is set'],
  ['Volume Types', `${podPath}.volumes`, [{ name: 'v', nfs: {} }], ': the volume v is of the type nfs'],
  [
    'Privilege Escalation',
    `${context}.allowPrivilegeEscalation`,
    undefined,
    ', container web: allowPrivilegeEscalation is not false',
  ],
  [
    'Running as Non-root',
    `${podPath}.securityContext.runAsNonRoot`,
    undefined,
    ', container web: runAsNonRoot is not set',
  ],
  ['Running as Non-root', `${context}.runAsNonRoot`, false, ', container web: runAsNonRoot is false'],
  ['Running as Non-root user', `${context}.runAsUser`, 0, ', container web: runAsUser is 0'],
  ['Seccomp', `${podPath}.securityContext.seccompProfile`, undefined, ', container web: seccompProfile is not set'],
  [
    'Capabilities',
    `${context}.capabilities`,
    { drop: ['NET_RAW'] },
    ', container web: it does not drop ALL capabilities',
  ],
  [
    'Capabilities',
    `${context}.capabilities`,
    { drop: ['ALL'], add: ['CHOWN'] },
    ', container web: it adds the capability CHOWN',
  ],
])('%s: %s', (_control, path, value, problem) => {
  expect(problemsOf(podSecurity, changed('StatefulSet web', path, value))).toEqual([`StatefulSet web${problem}`]);
});

it.each([
  [`${context}.capabilities`, { drop: ['ALL'], add: ['NET_BIND_SERVICE'] }],
  [`${podPath}.securityContext.sysctls`, [{ name: 'net.ipv4.tcp_syncookies' }]],
  [
    `${podPath}.volumes`,
    [
      { name: 'v', ephemeral: {} },
      { name: 'w', projected: {} },
    ],
  ],
  [`${containerPath}.ports`, [{ containerPort: 80, hostPort: 0 }]],
])('allowed: %s', (path, value) => {
  expect(problemsOf(podSecurity, changed('StatefulSet web', path, value))).toEqual([]);
});

it('init containers count too', () => {
  const init = [
    {
      name: 'prepare',
      securityContext: { privileged: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    },
  ];
  expect(problemsOf(podSecurity, changed('StatefulSet web', `${podPath}.initContainers`, init))).toEqual([
    'StatefulSet web, container prepare: it is privileged',
  ]);
});
