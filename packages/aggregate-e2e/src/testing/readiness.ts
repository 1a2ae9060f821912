import { eventually } from 'programs';

import type { Access } from './commands.js';
import type { Pod } from './objects.js';
import { isReady, listObjects, namesOf, ofRelease } from './objects.js';
import { isOfJob } from './versions.js';

/**
 * Waits until every pod of a release is Ready, or has done what it is for, and gives them. Helm does not wait for Jobs, nor for
 * the pods of MinIO, which are replaced by hand. What `helm test` left, and pods of Jobs that failed, which make another one,
 * are no part of it.
 */
export const allReady = (access: Access, release: string): Promise<readonly Pod[]> =>
  eventually(
    'every pod is Ready',
    async () => {
      const pods = await listObjects<Pod>(access, 'pods', ofRelease(release));
      const lasting = pods.filter(
        (pod) =>
          pod.metadata.annotations?.['helm.sh/hook'] === undefined && !(isOfJob(pod) && pod.status.phase === 'Failed'),
      );
      const waiting = namesOf(lasting.filter((pod) => !isReady(pod)));
      if (waiting.length > 0) throw new Error(waiting.join(', '));
      return lasting;
    },
    { timeoutMilliseconds: 150_000, pollMilliseconds: 500 },
  );
