import { join } from 'node:path';

import type { HelmBinary } from './binaries.js';
import { parseGoYaml } from './go-yaml.js';
import { runHelm } from './run-helm.js';
import { withFiles } from './temporary-directory.js';
import { valuesText } from './values-text.js';

/** What `helm template` renders, and for which release and cluster. */
export interface TemplateOptions {
  readonly chartDirectory: string;
  /** Paths of values files, later ones over earlier ones. */
  readonly valuesFiles?: readonly string[];
  /** Values as data, later ones over earlier ones and all over `valuesFiles`. */
  readonly values?: readonly Readonly<Record<string, unknown>>[];
  /** Arguments of `--set`. */
  readonly set?: readonly string[];
  /** Default `release`. */
  readonly release?: string;
  /** Default `default`. */
  readonly namespace?: string;
  /** API versions beyond those that Helm takes for granted, such as `monitoring.coreos.com/v1/ServiceMonitor`. */
  readonly apiVersions?: readonly string[];
  /** Such as `1.30.0`. */
  readonly kubeVersion?: string;
  /** More arguments, such as `--include-crds`. */
  readonly arguments?: readonly string[];
}

/** A Kubernetes object as plain data. */
export type KubernetesObject = Readonly<Record<string, unknown>>;

/** What `helm template` answered; `warnings` is what it said beside its output. */
export type TemplateResult =
  | {
      readonly ok: true;
      readonly text: string;
      readonly objects: readonly KubernetesObject[];
      readonly warnings: string;
    }
  | { readonly ok: false; readonly message: string };

/**
 * Renders a chart with real Helm.
 *
 * @throws Error when Helm cannot be started, or when its output has a key twice in one map or is no list of objects
 */
export function helmTemplate(binary: HelmBinary, options: TemplateOptions): Promise<TemplateResult> {
  const { chartDirectory, valuesFiles = [], values = [], release = 'release', namespace = 'default' } = options;
  const inline = Object.fromEntries(values.map((data, index) => [`values-${index}.yaml`, valuesText(data)]));
  return withFiles(inline, async (directory) => {
    const args = [
      'template',
      release,
      chartDirectory,
      `--namespace=${namespace}`,
      ...[...valuesFiles, ...Object.keys(inline).map((name) => join(directory, name))].map(
        (path) => `--values=${path}`,
      ),
      ...(options.set ?? []).map((assignment) => `--set=${assignment}`),
      ...(options.apiVersions ?? []).map((version) => `--api-versions=${version}`),
      ...(options.kubeVersion === undefined ? [] : [`--kube-version=${options.kubeVersion}`]),
      ...(options.arguments ?? []),
    ];
    const run = await runHelm(binary, args, directory);
    return run.ok ? { ok: true, text: run.output, objects: objectsOf(run.output), warnings: run.warnings } : run;
  });
}

function objectsOf(text: string): readonly KubernetesObject[] {
  return parseGoYaml(text).map((value) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as KubernetesObject;
    throw new Error(`Helm printed a document that is no Kubernetes object: ${JSON.stringify(value)}`);
  });
}
