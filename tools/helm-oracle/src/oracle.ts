import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import type { FileTexts, KubernetesObject } from 'helm-harness';
import { valuesText, withFiles } from 'helm-harness';
import { program } from 'programs';

/** The major versions of Helm for which there is an oracle. */
export const helmMajors = [3, 4] as const;
export type HelmMajor = (typeof helmMajors)[number];

/** What is rendered. */
export interface OracleRequest {
  readonly values: Readonly<Record<string, unknown>>;
  readonly release: string;
  readonly namespace: string;
  /** API versions beyond those that Helm takes for granted. */
  readonly apiVersions?: readonly string[];
}

/** What Helm makes of it. */
export type OracleAnswer =
  | { readonly ok: true; readonly objects: readonly KubernetesObject[]; readonly notes: string }
  | { readonly ok: false; readonly message: string };

/** A running oracle: a process that has read one chart and renders it for any number of values. */
export interface HelmOracle {
  /** Such as `Helm 4`. */
  readonly name: string;
  /** Answers come in the order of the requests. */
  readonly render: (request: OracleRequest) => Promise<OracleAnswer>;
}

interface Line {
  readonly message?: string;
  readonly objects?: readonly KubernetesObject[];
  readonly notes?: string;
}

/**
 * Starts the oracle of a major version for a chart, gives it to `use`, and ends it afterwards. Built at its first use on a
 * machine, which takes minutes.
 *
 * @param chart the files of the chart
 * @throws Error when it cannot be built; `render` when it ends before it has answered
 */
export async function withOracle<T>(
  major: HelmMajor,
  chart: FileTexts,
  use: (oracle: HelmOracle, chartDirectory: string) => Promise<T>,
): Promise<T> {
  const path = await program(`helm${major}-oracle`);
  return withFiles(chart, async (chartDirectory) => {
    const oracle = start(path, chartDirectory, `Helm ${String(major)}`);
    try {
      return await use(oracle, chartDirectory);
    } finally {
      await oracle.stop();
    }
  });
}

function start(path: string, chartDirectory: string, name: string): HelmOracle & { stop: () => Promise<unknown> } {
  // Memory is worth less than the time in which it is collected.
  const child = spawn(path, [chartDirectory], {
    env: { ...process.env, GOGC: '800' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting: { readonly resolve: (line: string) => void; readonly reject: (error: Error) => void }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(line));
  const ended = new Promise<string>((resolve) => {
    child.on('error', ({ message }) => {
      resolve(`cannot be started: ${message}`);
    });
    child.on('close', (code) => {
      resolve(`ended with code ${String(code)} before it had answered`);
    });
  });
  void ended.then((reason) => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`The oracle of ${name} ${reason}`));
  });
  // What cannot be written any more has no answer either, which is told above.
  child.stdin.on('error', () => undefined);

  return {
    name,
    render: async ({ values, release, namespace, apiVersions = [] }) => {
      const answer = new Promise<string>((resolve, reject) => {
        waiting.push({ resolve, reject });
      });
      child.stdin.write(`${JSON.stringify({ values: valuesText(values), release, namespace, apiVersions })}\n`);
      const { message, objects = [], notes = '' } = JSON.parse(await answer) as Line;
      return message === undefined ? { ok: true, objects, notes } : { ok: false, message };
    },
    stop: () => {
      child.stdin.end();
      return ended;
    },
  };
}
