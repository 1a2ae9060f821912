import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { program } from 'programs';

import type { Finding } from './finding.js';
import { checkovFindings } from './reports/checkov.js';
import { kubeScoreFindings } from './reports/kube-score.js';

/** The programs that `scan` runs. */
export const scannerNames = ['kube-score', 'checkov'] as const;

/**
 * What all scanners find in the manifests of one namespace.
 *
 * @param manifests YAML documents
 * @throws Error when a scanner cannot be installed, or does not understand the manifests
 */
export async function scan(manifests: string): Promise<readonly Finding[]> {
  const directory = await mkdtemp(join(tmpdir(), 'scan-'));
  try {
    const file = join(directory, 'manifests.yaml');
    await writeFile(file, manifests);
    const findings = await Promise.all([kubeScore(file), checkov(file)]);
    return findings.flat();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const kubeScore = async (file: string): Promise<readonly Finding[]> =>
  kubeScoreFindings(await report('kube-score', ['score', '--output-format=json', '--kubernetes-version=v1.30', file]));

const checkov = async (file: string): Promise<readonly Finding[]> => {
  const options = ['--framework=kubernetes', '--output=json', '--compact', '--quiet', '--soft-fail', '--skip-download'];
  // It asks a registry for newer versions of itself otherwise.
  const environment = { CKV_SKIP_PACKAGE_UPDATE_CHECK: 'true' };
  return checkovFindings(await report('checkov', [...options, '--file', file], environment));
};

/** What a scanner writes. That it has found something is no failure, whatever its exit code; that it writes nothing is. */
async function report(
  name: (typeof scannerNames)[number],
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const path = await program(name);
  return new Promise((resolve, reject) => {
    const options = { env: { ...process.env, ...environment }, maxBuffer: 256 * 1024 * 1024 };
    execFile(path, args, options, (error, output, complaints) => {
      if (output.trim() !== '') resolve(output);
      else reject(new Error(`${name} reports nothing: ${complaints.trim()}`, { cause: error }));
    });
  });
}
