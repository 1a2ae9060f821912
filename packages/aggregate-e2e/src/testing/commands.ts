import { spawn } from 'node:child_process';

import { kubectlBinary } from 'helm-harness';

/** How a program ended and what it wrote. */
export interface CommandResult {
  readonly ok: boolean;
  readonly output: string;
  /** What it wrote to its standard error, also when all went well: warnings. */
  readonly messages: string;
}

/** Variables beside PATH, and what is written to the standard input. */
export interface CommandOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs a program to its end. */
export function runProgram(
  path: string,
  args: readonly string[],
  { environment = {}, input = '' }: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, { env: { PATH: process.env['PATH'], ...environment } });
    let [output, messages] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (messages += text));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ ok: code === 0, output, messages: messages.trim() });
    });
    // A program that ends without reading is known by how it ended.
    child.stdin.on('error', () => undefined).end(input);
  });
}

/** Who asks the cluster, and about which namespace. */
export interface Access {
  readonly kubeconfig: string;
  readonly namespace: string;
}

/** What kubectl needs beside PATH: where it keeps what the server offers, some of its commands in the one, some in the other. */
export const kubectlEnvironment = ({ kubeconfig }: Access): Readonly<Record<string, string>> => ({
  HOME: `${kubeconfig}.home`,
  KUBECACHEDIR: `${kubeconfig}.cache`,
});

/** Runs kubectl; what the cluster refuses is an answer, not an error. */
export function tryKubectl(access: Access, args: readonly string[], input?: string): Promise<CommandResult> {
  const place = [`--kubeconfig=${access.kubeconfig}`, `--namespace=${access.namespace}`];
  return runProgram(kubectlBinary(), [...place, ...args], {
    environment: kubectlEnvironment(access),
    ...(input === undefined ? {} : { input }),
  });
}

/**
 * Runs kubectl and gives its output.
 *
 * @throws Error with what kubectl said
 */
export async function kubectl(access: Access, args: readonly string[], input?: string): Promise<string> {
  const result = await tryKubectl(access, args, input);
  if (!result.ok) throw new Error(`kubectl ${args.join(' ')}: ${result.messages}`);
  return result.output;
}
