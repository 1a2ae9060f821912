import type { HelmBinary } from 'helm-harness';
import { valuesText } from 'helm-harness';

import { chartDirectory } from './chart.js';
import type { Access, CommandResult } from './commands.js';
import { runProgram } from './commands.js';

/** Values of a chart. */
export type Values = Readonly<Record<string, unknown>>;

/** A release of the chart, handled as a deployer does. What Helm refuses is an answer, not an error. */
export interface Release {
  readonly name: string;
  readonly access: Access;
  install(values: Values, ...options: readonly string[]): Promise<CommandResult>;
  upgrade(values: Values, ...options: readonly string[]): Promise<CommandResult>;
  /** `helm rollback`, `helm test`, `helm uninstall` and the like. */
  helm(command: string, ...args: readonly string[]): Promise<CommandResult>;
}

const waiting = ['--wait', '--timeout=150s'];
// Otherwise an upgrade without values takes those of the release.
const more = { install: waiting, upgrade: [...waiting, '--reset-values'] };

/**
 * Arguments that leave out pauses between pods: where pods are simulated and Ready at once, the same happens with them,
 * only later.
 */
export const withoutPauses = ['--set=nats.minReadySeconds=0,qdrant.minReadySeconds=0'];

/**
 * A release of the chart in a namespace.
 *
 * @param settings arguments of each installation and upgrade
 */
export function createRelease(
  binary: HelmBinary,
  access: Access,
  name = 'explorer',
  settings: readonly string[] = [],
): Release {
  const run = (args: readonly string[], input = ''): Promise<CommandResult> =>
    runProgram(binary.path, [...args, `--kubeconfig=${access.kubeconfig}`, `--namespace=${access.namespace}`], {
      environment: { HOME: `${access.kubeconfig}.helm` },
      input,
    });
  const deploy =
    (command: 'install' | 'upgrade') =>
    (values: Values, ...options: readonly string[]): Promise<CommandResult> =>
      run([command, name, chartDirectory, '--values=-', ...more[command], ...settings, ...options], valuesText(values));
  return {
    name,
    access,
    install: deploy('install'),
    upgrade: deploy('upgrade'),
    helm: (command, ...args) => run([command, name, ...args]),
  };
}

/** Fails with what Helm said unless it did what it was told. */
export function demandSuccess({ ok, messages }: CommandResult): void {
  if (!ok) throw new Error(messages);
}

/**
 * What the API server and Helm warned of. Helm 4 also tells that it stopped watching, which its library calls a warning.
 */
export const warningsOf = ({ messages }: CommandResult): readonly string[] =>
  messages.split('\n').filter((line) => line !== '' && !/reflector\.go.*watch ended.*context canceled/.test(line));
