// @ts-check
/**
 * Exports to Prometheus what no program of a release says of itself: when certificates expire and backups last succeeded.
 *
 *   node export-release.mjs
 *
 * Environment:
 *   CERTIFICATE_SERVERS            a line for each server: its name, a space, and a URL, whose scheme says how TLS begins:
 *     https://host, grpcs://host, rediss://host:6379 at once
 *     postgresql://host:5432         after the server was asked for it
 *     tls://host:4222                after NATS has greeted
 *   CERTIFICATE_INTERVAL_SECONDS   pause between two looks at a server, default 300
 *   CERTIFICATE_TIMEOUT_SECONDS    how long a server may take to answer, default 10
 *   BACKUP_CRON_JOBS               a line for each backup: its name, its CronJob, and after how many hours it is missing
 *   BACKUP_INTERVAL_SECONDS        pause between two looks at a CronJob, default 60
 *   and for BACKUP_CRON_JOBS what kubernetes-api.mjs reads, but for API_TIMEOUT_SECONDS
 *   METRICS_PORT                   where /metrics is served, default 9793
 *
 * Exit codes: 0 stopped by SIGTERM; 2 wrong environment.
 */
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { watchBackups } from './backups.mjs';
import { watchCertificates } from './certificates.mjs';
import { exposition } from './exposition.mjs';
import { demand, positive, runWhenStarted } from './program.mjs';

/** @param {NodeJS.ProcessEnv} env */
function readSettings(env) {
  const watches = [...watchCertificates(env), ...watchBackups(env)];
  demand(watches.length > 0, 'CERTIFICATE_SERVERS and BACKUP_CRON_JOBS: name nothing to look at');
  return { watches, port: positive(env, 'METRICS_PORT', 9793) };
}

/** Serves metrics and looks again and again, until the program is stopped. @param {NodeJS.ProcessEnv} env */
async function serve(env) {
  const started = Date.now() / 1000;
  const { watches, port } = readSettings(env);
  createServer((request, response) => {
    if (request.url !== '/metrics') return response.writeHead(404).end('metrics are at /metrics\n');
    const samples = watches.flatMap((watch) => watch.samples());
    const text = exposition([...samples, { metric: 'process_start_time_seconds', labels: {}, value: started }]);
    return response.setHeader('Content-Type', 'text/plain; version=0.0.4').end(text);
  }).listen(port, () => console.log(`metrics are served at port ${port}`));
  return Promise.race(
    watches.map(async ({ look, interval }) => {
      for (;;) {
        await look();
        await sleep(interval * 1000);
      }
    }),
  );
}

await runWhenStarted(import.meta.url, serve, { terminated: 0 });
