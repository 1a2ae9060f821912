import type { Finding } from '../finding.js';

/** The part of its JSON report that is read. */
interface CheckovReport {
  readonly results?: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly resource: string;
    }[];
  };
  readonly summary?: { readonly parsing_errors: number };
}

/**
 * What a report of checkov finds.
 *
 * @throws Error when it could not read the manifests: it then finds nothing
 */
export function checkovFindings(report: string): readonly Finding[] {
  const { results, summary } = JSON.parse(report) as CheckovReport;
  if (results === undefined || summary?.parsing_errors !== 0) {
    throw new Error(`checkov could not read the manifests: ${report.slice(0, 300)}`);
  }
  return results.failed_checks.map(({ check_id, check_name, resource }) => ({
    check: `checkov ${check_id}`,
    title: check_name,
    object: objectOf(resource),
  }));
}

/** `StatefulSet web` of `StatefulSet.apps.web`, and of `Pod.apps.web.<labels>`, as it calls the pods of a workload. */
function objectOf(resource: string): string {
  const [kind = '', , ...name] = resource.split('.');
  return kind === 'Pod' ? `Pod ${name[0] ?? ''}` : `${kind} ${name.join('.')}`;
}
