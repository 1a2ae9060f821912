import type { Dynamic, Expr, k8s } from 'chartkit';
import { helper, resources, sha256, str, toJson, truncate } from 'chartkit';

import { labels, objectName } from './names.js';

/** A Job that runs once for what it is made of. */
export interface NamedJob {
  /** `app.kubernetes.io/name` of the Job; it is called `<fullname>-<name>-<checksum>`. */
  readonly name: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec: Dynamic<k8s.JobSpec>;
  /** Texts that its pods read and that its specification does not hold. */
  readonly files: Readonly<Record<string, Expr<string>>>;
}

/**
 * Adds a Job that has another name when its specification or its files are others: Kubernetes never changes the pods of a
 * Job, so other values, or another version of the chart, are another Job.
 */
export function namedJob(scope: Parameters<typeof resources.job>[0], job: NamedJob): void {
  const spec = helper<k8s.JobSpec>(
    `semantic-explorer.${job.name}.job`,
    'What the Job does. Its name holds a checksum of it, since a Job cannot be changed.',
    job.spec,
  );
  const files = Object.values(job.files).reduce((text, content) => str`${text}${sha256(content)} `, str``);
  const checksum = sha256(str`${files}${toJson(spec)}`);
  resources.job(scope, {
    metadata: {
      name: str`${objectName(job.name)}-${truncate(8, checksum)}`,
      labels: labels(job.name),
      ...(job.annotations === undefined ? {} : { annotations: job.annotations }),
    },
    spec,
  });
}
