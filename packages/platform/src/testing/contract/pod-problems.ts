import type { Container, PodSpec } from '../pods.js';
import type { Contract, ProbeKind } from './contract.js';

/** What is wrong with the probes of a container. */
export function probeProblems({ probes, ports, shell }: Contract, container: Container): readonly string[] {
  return Object.entries(probes).flatMap(([kind, { path, port, executed }]) => {
    const probe = container[`${kind as ProbeKind}Probe`];
    if (probe === undefined) return [`there is no ${kind} probe`];
    if (probe.exec !== undefined) {
      const address = `127.0.0.1:${String(ports[port]?.number)}${path}`;
      if (executed !== undefined && !probe.exec.command.join(' ').includes(address))
        return [`the ${kind} probe must ask ${address}`];
      return shell ? [] : [`the ${kind} probe executes something, but the image has no shell`];
    }
    if (executed !== undefined) return [`the ${kind} probe must execute something: ${executed}`];
    const asked = probe.httpGet;
    return asked?.path === path && asked.port === port
      ? []
      : [`the ${kind} probe must ask ${path} on ${port}, but asks ${String(asked?.path)} on ${String(asked?.port)}`];
  });
}

/** What is wrong with the volumes: every path that the program writes is one, and nothing else can be written. */
export function writableProblems(contract: Contract, container: Container, spec: PodSpec): readonly string[] {
  if (container.securityContext?.readOnlyRootFilesystem !== true) return ['its root file system can be written'];
  const mounts = (container.volumeMounts ?? []).filter(({ readOnly }) => readOnly !== true);
  const volumes = new Set([...(spec.volumes ?? []).map(({ name }) => name), ...spec.claimNames]);
  return Object.keys(contract.writablePaths).flatMap((path) => {
    const mount = mounts.find(({ mountPath }) => path === mountPath || path.startsWith(`${mountPath}/`));
    if (mount === undefined) return [`${path} is written, but nothing writable is mounted there`];
    return volumes.has(mount.name) ? [] : [`${path} is mounted from ${mount.name}, which is no volume`];
  });
}

/** What is wrong with the time that a pod gets to stop, and with what happens before it is told to. */
export function stopProblems({ grace, shell }: Contract, container: Container, spec: PodSpec): readonly string[] {
  const { exec, sleep } = container.lifecycle?.preStop ?? {};
  const set = container.env?.find(({ name }) => name === grace.variable)?.value;
  const needed = (sleep?.seconds ?? 0) + Number(set ?? grace.defaultSeconds) + grace.moreSeconds;
  const given = spec.terminationGracePeriodSeconds ?? 30;
  return [
    ...(exec === undefined || shell ? [] : ['something is executed before it stops, but the image has no shell']),
    ...(given >= needed ? [] : [`it may take ${String(needed)} seconds to stop, but gets ${String(given)}`]),
  ];
}
