// @ts-check
/**
 * When backups last succeeded: a part of export-release.mjs, where the variables are described.
 *
 * Kubernetes knows that of a CronJob, so nothing in a backup has to tell of it. What was last seen is exported on while the
 * API does not answer. The Role needs the verb `get` on `cronjobs` (API group "batch") with their names in `resourceNames`.
 */
import { linesOf, watching } from './exposition.mjs';
import { apiFrom, call, isRecord, unexpected } from './kubernetes-api.mjs';
import { InputError, positive } from './program.mjs';

/**
 * @typedef {import('./exposition.mjs').Watch} Watch
 * @typedef {import('./kubernetes-api.mjs').Api} Api
 * @typedef {{ metadata: { creationTimestamp: string }, status?: { lastScheduleTime?: string, lastSuccessfulTime?: string,
 *   active?: object[] } }} CronJob https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/cron-job-v1/
 * @typedef {{ name: string, cronJob: string, maxAge: number }} Backup seconds
 */

/** Asks the API for a CronJob. @param {Api} api @param {string} name @returns {Promise<CronJob>} */
async function readCronJob(api, name) {
  const answer = await call(api, 'GET', `/apis/batch/v1/namespaces/${api.namespace}/cronjobs/${name}`);
  if (answer.status !== 200 || !isRecord(answer.body)) throw unexpected(`reading CronJob ${name}`, answer);
  return /** @type {CronJob} */ (/** @type {unknown} */ (answer.body));
}

const seconds = (/** @type {string | undefined} */ time) => (time === undefined ? undefined : Date.parse(time) / 1000);

/**
 * Watches the CronJob of a backup.
 * @param {Backup} backup
 * @param {Api} api
 * @param {number} interval seconds
 * @returns {Watch}
 */
function watch({ name, cronJob, maxAge }, api, interval) {
  const labels = { backup: name };
  return watching({
    subject: `backup ${name}`,
    interval,
    look: () => readCronJob(api, cronJob),
    tell: ({ status }) => `last success: ${status?.lastSuccessfulTime ?? 'never'}`,
    tellProblem: (error) => /** @type {Error} */ (error).message,
    samples: (seen, succeeded) => {
      const { metadata, status = {} } = seen ?? {};
      return [
        { metric: 'backup_created_timestamp_seconds', labels, value: seconds(metadata?.creationTimestamp) },
        { metric: 'backup_last_schedule_timestamp_seconds', labels, value: seconds(status.lastScheduleTime) },
        { metric: 'backup_last_success_timestamp_seconds', labels, value: seconds(status.lastSuccessfulTime) },
        { metric: 'backup_running', labels, value: seen === undefined ? undefined : (status.active ?? []).length },
        { metric: 'backup_max_age_seconds', labels, value: maxAge },
        { metric: 'backup_look_succeeded', labels, value: succeeded },
      ];
    },
  });
}

/**
 * Reads which backups are to be looked at.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Watch[]}
 * @throws {InputError} naming the variable that is wrong
 */
export function watchBackups(env) {
  const backups = linesOf(env, 'BACKUP_CRON_JOBS').map(readBackup);
  if (backups.length === 0) return [];
  const api = apiFrom(env);
  const interval = positive(env, 'BACKUP_INTERVAL_SECONDS', 60);
  return backups.map((backup) => watch(backup, api, interval));
}

/** @param {string} line @returns {Backup} */
function readBackup(line) {
  const [, name, cronJob, hours] = /^([a-z0-9-]+) ([a-z0-9.-]+) (\d+)$/.exec(line) ?? [];
  if (name === undefined || cronJob === undefined)
    throw new InputError(
      `BACKUP_CRON_JOBS: "${line}" is no name, CronJob and number of hours such as "database dump 50"`,
    );
  return { name, cronJob, maxAge: Number(hours) * 3600 };
}
