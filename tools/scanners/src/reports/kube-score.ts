import type { Finding } from '../finding.js';

/** The part of its JSON report that is read (https://github.com/zegl/kube-score, renderer/json_v2). */
interface ScoredObject {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string };
  readonly checks: readonly {
    readonly check: { readonly id: string; readonly name: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: readonly { readonly summary: string }[] | null;
  }[];
}

/** The grade of a check that has nothing to say. */
const allOk = 10;

/** What a report of kube-score finds: every grade below "OK", warnings too. */
export const kubeScoreFindings = (report: string): readonly Finding[] =>
  (JSON.parse(report) as readonly ScoredObject[]).flatMap((object) =>
    object.checks
      .filter(({ grade, skipped }) => !skipped && grade < allOk)
      .map(({ check, comments }) => ({
        check: `kube-score ${check.id}`,
        title: [...new Set((comments ?? []).map(({ summary }) => summary))].join(', ') || check.name,
        object: `${object.type_meta.kind} ${object.object_meta.name}`,
      })),
  );
