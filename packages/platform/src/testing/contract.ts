import { readFileSync } from 'node:fs';

import type { Manifest } from 'chartkit';
import { parse } from 'yaml';

import type { Container, PodSpec, Variable } from './pods.js';
import { podsOf } from './pods.js';

/** What a program says of a variable. */
interface ContractVariable {
  readonly at: string;
  readonly required?: true;
  /** Needed if another variable has a value, as in `SERVER_SSL_ENABLED=true`. */
  readonly requiredIf?: string;
  /** Its value may stand in a Secret only. */
  readonly secret?: true;
  /** Read without any effect, and why. */
  readonly unused?: string;
  /** Why it is rendered although it has no effect. */
  readonly rendered?: string;
}

/** What a program reads, needs and exports: `contract.yaml` of a service. */
export interface Contract {
  readonly source: string;
  readonly container: string;
  readonly shell: boolean;
  readonly environment: Readonly<Record<string, ContractVariable>>;
  /** Variables that the program does not read itself, and why they are there. */
  readonly auxiliary: Readonly<Record<string, string>>;
  readonly ports: Readonly<Record<string, number>>;
  readonly probes: Readonly<Record<ProbeKind, ContractProbe>>;
  readonly writablePaths: readonly string[];
  readonly grace: { readonly variable?: string; readonly defaultSeconds: number; readonly moreSeconds: number };
  readonly metrics: { readonly port: string; readonly path: string } | null;
}
interface ContractProbe {
  readonly path: string;
  readonly port: string;
  /** Why the path is asked by a command in the container, not by the kubelet. */
  readonly executed?: string;
}
type ProbeKind = 'startup' | 'liveness' | 'readiness';

/** Reads the contract of a service. */
export const readContract = (url: URL): Contract => parse(readFileSync(url, 'utf8')) as Contract;

/**
 * What in rendered objects does not agree with a contract, one sentence each. Without the container there is nothing to
 * compare, which is a problem too unless the service is disabled.
 */
export function contractProblems(contract: Contract, objects: readonly Manifest[]): readonly string[] {
  for (const { spec } of podsOf(objects)) {
    const container = spec.containers.find(({ name }) => name === contract.container);
    if (container !== undefined) {
      return [
        ...environmentProblems(contract, container.env ?? []),
        ...portProblems(contract, container),
        ...probeProblems(contract, container),
        ...writableProblems(contract, container, spec),
        ...graceProblems(contract, container, spec),
      ].map((problem) => `${contract.container}: ${problem}`);
    }
  }
  return [`${contract.container}: no pod has this container`];
}

function environmentProblems(contract: Contract, variables: readonly Variable[]): readonly string[] {
  const rendered = new Map(variables.map((variable) => [variable.name, variable]));
  const required = ({ required, requiredIf }: ContractVariable) => {
    const [name = '', value] = requiredIf?.split('=') ?? [];
    return required === true || (requiredIf !== undefined && rendered.get(name)?.value === value);
  };
  return [
    ...Object.entries(contract.environment).flatMap(([name, variable]) => {
      const found = rendered.get(name);
      if (found === undefined) return required(variable) ? [`${name} is needed, but not set`] : [];
      if (variable.unused !== undefined && variable.rendered === undefined)
        return [`${name} is set, but has no effect (${variable.unused})`];
      const hidden = found.valueFrom?.secretKeyRef !== undefined || /\$\([A-Z_]+\)/.test(found.value ?? '');
      return variable.secret === true && !hidden ? [`${name} stands in the manifest instead of a Secret`] : [];
    }),
    ...[...rendered.keys()].flatMap((name) =>
      Object.hasOwn(contract.environment, name) || Object.hasOwn(contract.auxiliary, name)
        ? []
        : [`${name} is set, but the program does not read it`],
    ),
    ...([...rendered.keys()].length === variables.length ? [] : ['a variable is set twice']),
  ];
}

const portProblems = ({ ports, metrics }: Contract, container: Container): readonly string[] => {
  const rendered = Object.fromEntries((container.ports ?? []).map(({ name, containerPort }) => [name, containerPort]));
  const known = new Set([...Object.keys(ports), ...(metrics === null ? [] : [metrics.port])]);
  return [
    ...Object.entries(ports).flatMap(([name, port]) =>
      rendered[name] === port ? [] : [`port ${name} must be ${String(port)}, but is ${String(rendered[name])}`],
    ),
    ...Object.keys(rendered).flatMap((name) => (known.has(name) ? [] : [`port ${name} is not listened on`])),
  ];
};

function probeProblems({ probes, ports, shell }: Contract, container: Container): readonly string[] {
  return Object.entries(probes).flatMap(([kind, { path, port, executed }]) => {
    const probe = container[`${kind as ProbeKind}Probe`];
    if (probe === undefined) return [`there is no ${kind} probe`];
    if (probe.exec !== undefined) {
      const address = `127.0.0.1:${String(ports[port])}${path}`;
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

function writableProblems(contract: Contract, container: Container, spec: PodSpec): readonly string[] {
  if (container.securityContext?.readOnlyRootFilesystem !== true) return ['its root file system can be written'];
  const mounts = (container.volumeMounts ?? []).filter(({ readOnly }) => readOnly !== true);
  const volumes = new Set((spec.volumes ?? []).map(({ name }) => name));
  const claims = new Set(spec.claimNames);
  return contract.writablePaths.flatMap((path) => {
    const mount = mounts.find(({ mountPath }) => path === mountPath || path.startsWith(`${mountPath}/`));
    if (mount === undefined) return [`${path} is written, but nothing writable is mounted there`];
    return volumes.has(mount.name) || claims.has(mount.name)
      ? []
      : [`${path} is mounted from ${mount.name}, which is no volume`];
  });
}

function graceProblems({ grace }: Contract, container: Container, spec: PodSpec): readonly string[] {
  const set = container.env?.find(({ name }) => name === grace.variable)?.value;
  const needed = Number(set ?? grace.defaultSeconds) + grace.moreSeconds;
  const given = spec.terminationGracePeriodSeconds ?? 30;
  return given >= needed ? [] : [`it may take ${String(needed)} seconds to stop, but gets ${String(given)}`];
}
