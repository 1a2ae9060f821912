/** What is read of a vitest JSON report. */
export interface TestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** Those that a test itself skipped. */
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** Numbers of tests. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  /** Left out because something is missing on the machine. */
  readonly left: number;
}

/**
 * Adds up the reports of several projects.
 * A file that fails as a whole, such as one that cannot be loaded, has no failed test of its own and counts as one.
 */
export function sumReports(reports: readonly TestReport[]): TestCounts {
  const brokenFiles = reports
    .flatMap((report) => report.testResults)
    .filter((file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'));
  return {
    passed: sum(reports.map((report) => report.numPassedTests)),
    failed: sum(reports.map((report) => report.numFailedTests)) + brokenFiles.length,
    left: sum(reports.map((report) => report.numPendingTests)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
