import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { Container, MadePod, Variable } from '@semantic-explorer/platform/testing';
import { containerEnvironment } from '@semantic-explorer/platform/testing';
import type { Manifest } from 'chartkit';
import { program, runCommand } from 'programs';

/** What a program answered when it was asked for ports and paths. */
export interface Answers {
  readonly ports: Readonly<Record<string, boolean>>;
  /** Status of each address, such as `:8222/healthz`; 0 without an answer. */
  readonly paths: Readonly<Record<string, number>>;
  /** Whether a program has ended. */
  readonly ended: boolean;
  readonly output: string;
}

/** What a program is asked for. */
export interface Questions {
  readonly ports: readonly number[];
  readonly paths: readonly (readonly [port: number, path: string])[];
}

interface Downward {
  readonly valueFrom?: { readonly fieldRef?: object; readonly resourceFieldRef?: object };
}
interface ConfigVolume {
  readonly name: string;
  readonly configMap?: { readonly name: string };
}
type Mount = NonNullable<Container['volumeMounts']>[number] & { readonly subPath?: string };

/** A container of a pod, and its program on this machine. */
export interface StartedContainer {
  readonly program: Parameters<typeof program>[0];
  readonly container: Container;
}

/**
 * Starts programs of containers of a pod with the commands, arguments, variables and files that the chart renders, in a network of their
 * own, so that they have their own ports. Paths of mounts are replaced by those of a temporary directory.
 */
export async function askContainers(
  started: readonly StartedContainer[],
  pod: MadePod,
  objects: readonly Manifest[],
  questions: Questions,
): Promise<Answers> {
  const directory = await mkdtemp(join(tmpdir(), 'containers-'));
  try {
    const programs = await Promise.all(
      started.map(async ({ program: name, container }) => ({
        path: await program(name),
        ...(await prepare(join(directory, container.name), pod, container, objects)),
      })),
    );
    const plan = join(directory, 'plan.json');
    await writeFile(plan, JSON.stringify({ ...questions, busybox: await program('busybox'), programs, seconds: 40 }));
    const script = join(import.meta.dirname, 'ask-program.mjs');
    const own = ['--user', '--map-root-user', '--net', '--pid', '--fork', '--kill-child'];
    const output = await runCommand('unshare', [...own, process.execPath, script, plan], {
      directory,
      remedy: 'Programs get a network of their own. Allow user namespaces (sysctl kernel.unprivileged_userns_clone=1).',
    });
    return JSON.parse(output) as Answers;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Writes the files of a container below a directory, and gives its arguments and variables with paths there. */
async function prepare(
  directory: string,
  pod: MadePod,
  container: Container,
  objects: readonly Manifest[],
): Promise<{ readonly args: readonly string[]; readonly environment: Readonly<Record<string, string | undefined>> }> {
  const mounts: readonly Mount[] = container.volumeMounts ?? [];
  const replace = (text: string): string =>
    mounts.reduce(
      (result, { mountPath }) =>
        result.replaceAll(new RegExp(`(?<![\\w./-])${mountPath}(?=[/"'\\s,]|$)`, 'gm'), join(directory, mountPath)),
      text,
    );
  for (const mount of mounts) {
    const path = join(directory, mount.mountPath);
    const files = filesOf(mount, pod, objects);
    if (mount.subPath === undefined) {
      await mkdir(path, { recursive: true });
      for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), replace(text));
    } else {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, replace(files[mount.subPath] ?? ''));
    }
  }
  const variables = Object.entries(environmentOf(container)).map(([key, value]) => [key, replace(value)] as const);
  return {
    args: [...(container.command ?? []).slice(1), ...(container.args ?? [])].map(replace),
    environment: { PATH: process.env['PATH'], ...Object.fromEntries(variables) },
  };
}

/** The texts that a ConfigMap puts where a volume is mounted; none for other volumes. */
function filesOf({ name }: Mount, { spec }: MadePod, objects: readonly Manifest[]): Readonly<Record<string, string>> {
  const volume = spec.volumes?.find((one) => one.name === name) as ConfigVolume | undefined;
  const configMap = objects.find(
    ({ kind, metadata }) =>
      kind === 'ConfigMap' && (metadata as { readonly name: string }).name === volume?.configMap?.name,
  );
  return (configMap?.['data'] ?? {}) as Readonly<Record<string, string>>;
}

/** Variables with values that a cluster would give: any text for a Secret, 512 for a limit, a name for the pod. */
function environmentOf(container: Container): Readonly<Record<string, string>> {
  const secrets: Record<string, Record<string, string>> = {};
  const given = (container.env ?? []).map((variable): Variable => {
    const { fieldRef, resourceFieldRef } = (variable as Downward).valueFrom ?? {};
    const { secretKeyRef } = variable.valueFrom ?? {};
    if (secretKeyRef !== undefined) (secrets[secretKeyRef.name] ??= {})[secretKeyRef.key] = 'a-secret-of-the-test';
    if (fieldRef !== undefined) return { name: variable.name, value: 'pod-0' };
    return resourceFieldRef === undefined ? variable : { name: variable.name, value: '512' };
  });
  return containerEnvironment({ ...container, env: given }, secrets);
}
