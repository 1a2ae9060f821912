import type { HelmBinary } from './binaries.js';
import type { HelmRun } from './run-helm.js';
import { runHelm } from './run-helm.js';
import { withFiles } from './temporary-directory.js';

const run = (binary: HelmBinary, ...args: readonly string[]): Promise<HelmRun> =>
  withFiles({}, (directory) => runHelm(binary, args, directory));

/** `helm lint --strict`: warnings are failures too. */
export function helmLint(
  binary: HelmBinary,
  chartDirectory: string,
  valuesFiles: readonly string[] = [],
): Promise<HelmRun> {
  return run(binary, 'lint', '--strict', chartDirectory, ...valuesFiles.map((path) => `--values=${path}`));
}

/** `helm package`: writes `<name>-<version>.tgz` into an existing folder. */
export function helmPackage(binary: HelmBinary, chartDirectory: string, destination: string): Promise<HelmRun> {
  return run(binary, 'package', chartDirectory, `--destination=${destination}`);
}

/** `helm show`: one part of a chart, given as its folder or as a package. */
export function helmShow(
  binary: HelmBinary,
  part: 'all' | 'chart' | 'readme' | 'values',
  chart: string,
): Promise<HelmRun> {
  return run(binary, 'show', part, chart);
}
