import type { Section } from './claim.js';
import { byDefault, file, object, part } from './finders.js';

const defaultBuckets = [
  { name: 'semantic-explorer-files', policy: 'none', purge: false },
  { name: 'quickwit', policy: 'none', purge: false },
];
const bucketRow = (name: string) =>
  part('ConfigMap minio-init', 'data[buckets.txt]', new RegExp(`${name} false false 0 none none false`));

/** Issue #2 of the document. */
export const minioInit: readonly Section[] = [
  {
    title: 'Issue #2: Missing MinIO Init Job',
    claims: [
      {
        claim: 'MinIO subchart already supports bucket provisioning via `buckets` configuration in values.yaml',
        find: [byDefault('minio.buckets', defaultBuckets)],
        remark: 'There is no subchart: the Job below makes the buckets.',
      },
      {
        claim:
          'Created optional `templates/minio-init-job.yaml` as fallback for custom configurations (Helm hook job for custom bucket init)',
        find: [file('templates/minio-init/job.yaml', 'kind: Job'), object('ConfigMap minio-init')],
        remark:
          'It is no hook: hooks after an installation wait for the API, which waits for its bucket. Its name is a fingerprint of its values, so it runs again when they change.',
      },
      {
        claim: 'Added `minio.initJob.enabled` flag to values.yaml (disabled by default, subchart handles it)',
        find: [byDefault('minio.initJob.enabled', true)],
        remark: 'It is on: nothing else makes the buckets, and the keys of the application get their rights here.',
      },
      {
        claim: '`minio.buckets`: `semantic-explorer-files` with `policy: none` and `purge: false`',
        find: [bucketRow('semantic-explorer-files')],
      },
      {
        claim: '`minio.buckets`: `quickwit` with `policy: none` and `purge: false`',
        find: [bucketRow('quickwit')],
      },
    ],
  },
];
