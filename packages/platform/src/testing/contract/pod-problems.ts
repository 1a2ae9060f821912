import type { Container, PodSpec, Probe } from '../pods.js';
import type { Contract, ContractProbe, ProbeKind } from './contract.js';

const kinds: readonly ProbeKind[] = ['startup', 'liveness', 'readiness'];

/** What is wrong with the probes of a container. */
export const probeProblems = (contract: Contract, container: Container): readonly string[] =>
  kinds.flatMap((kind) => {
    const [expected, probe] = [contract.probes[kind], container[`${kind}Probe`]];
    if (expected === undefined) return probe === undefined ? [] : [`the contract knows no ${kind} probe`];
    if (probe === undefined) return [`there is no ${kind} probe`];
    const command = probe.exec?.command.join(' ');
    if (command !== undefined && !contract.shell)
      return [`the ${kind} probe executes something, but the image has no shell`];
    return requestProblems(expected, probe, command, contract).map((problem) => `the ${kind} probe must ${problem}`);
  });

/** What a probe must do and does not. */
function requestProblems(
  expected: ContractProbe,
  { httpGet, tcpSocket }: Probe,
  command: string | undefined,
  { ports }: Contract,
): readonly string[] {
  if ('command' in expected) return command?.includes(expected.command) === true ? [] : [`execute ${expected.command}`];
  if ('connects' in expected) return tcpSocket?.port === expected.connects ? [] : [`connect to ${expected.connects}`];
  const { path, port, executed } = expected;
  if (command !== undefined) {
    const address = `127.0.0.1:${String(ports[port]?.number)}${path}`;
    return executed === undefined || command.includes(address) ? [] : [`ask ${address}`];
  }
  if (executed !== undefined) return [`execute something: ${executed}`];
  return httpGet?.path === path && httpGet.port === port
    ? []
    : [`ask ${path} on ${port}, but asks ${String(httpGet?.path)} on ${String(httpGet?.port)}`];
}

/** What is wrong with the user: files of the image and of old volumes belong to the one of the contract. */
export function userProblems({ user }: Contract, { securityContext }: PodSpec): readonly string[] {
  const uid = securityContext?.runAsUser;
  return user === undefined || user.uid === uid
    ? []
    : [`it must run as user ${String(user.uid)}, but runs as ${String(uid)}`];
}

/** What is wrong with the volumes: every path that the program writes is one, and nothing else can be written. */
export function writableProblems(contract: Contract, container: Container, spec: PodSpec): readonly string[] {
  if (container.securityContext?.readOnlyRootFilesystem !== true) return ['its root file system can be written'];
  const mounts = (container.volumeMounts ?? []).filter(({ readOnly }) => readOnly !== true);
  const volumes = new Set([...(spec.volumes ?? []).map(({ name }) => name), ...spec.claimNames]);
  return Object.entries(contract.writablePaths).flatMap(([path, { optional }]) => {
    const mount = mounts.find(({ mountPath }) => path === mountPath || path.startsWith(`${mountPath}/`));
    if (mount === undefined)
      return optional === undefined ? [`${path} is written, but nothing writable is mounted there`] : [];
    return volumes.has(mount.name) ? [] : [`${path} is mounted from ${mount.name}, which is no volume`];
  });
}

/** What is wrong with the time that a pod gets to stop, and with what happens before it is told to. */
export function stopProblems({ grace, shell }: Contract, container: Container, spec: PodSpec): readonly string[] {
  const { exec, sleep } = container.lifecycle?.preStop ?? {};
  const { variable, defaultSeconds, moreSeconds } = grace ?? { defaultSeconds: 0, moreSeconds: 0 };
  const set = container.env?.find(({ name }) => name === variable)?.value;
  const needed = (sleep?.seconds ?? 0) + Number(set ?? defaultSeconds) + moreSeconds;
  const given = spec.terminationGracePeriodSeconds ?? 30;
  return [
    ...(exec === undefined || shell ? [] : ['something is executed before it stops, but the image has no shell']),
    ...(given >= needed ? [] : [`it may take ${String(needed)} seconds to stop, but gets ${String(given)}`]),
  ];
}
