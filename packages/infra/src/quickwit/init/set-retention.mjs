// @ts-check
/**
 * Sets how long Quickwit keeps what is in its indexes. Runs as a Job, and may run again: it changes nothing that is right.
 *
 *   node set-retention.mjs <retention.json>
 *
 * The file holds `{ "schedule": "daily", "days": { "<index>": 30 } }`, with 0 days for ever.
 *
 * Environment:
 *   QUICKWIT_URL   REST API of any node
 *   WAIT_SECONDS   how long Quickwit may take to answer, and to make its indexes, which it does when it starts
 *
 * An update replaces the whole configuration of an index, so what is there is sent back with another retention. Quickwit
 * refuses an update that would change anything else which cannot be changed.
 * https://quickwit.io/docs/reference/rest-api#update-an-index
 *
 * Exit codes: 0 all indexes have it; 1 not in time, or refused; 2 wrong arguments or environment.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {{ period: string, schedule: string }} Retention */
/** @typedef {{ retention?: Retention | null } & Record<string, unknown>} IndexConfig */

/** What another attempt may change. */
class NotYet extends Error {}

const pauseMilliseconds = 2000;
const attemptMilliseconds = 10_000;
const wrong = 2;

/** @param {number} code @param {string} problem @returns {never} */
function fail(code, problem) {
  console.error(`set-retention: ${problem}`);
  process.exit(code);
}

/**
 * The configuration of an index.
 *
 * @param {URL} url
 * @param {RequestInit} [request]
 * @returns {Promise<IndexConfig>}
 */
async function ask(url, request) {
  const signal = AbortSignal.timeout(attemptMilliseconds);
  const response = await fetch(url, { ...request, signal }).catch((error) => {
    throw new NotYet(`${url.origin} does not answer (${error.cause?.code ?? error.message})`);
  });
  const text = await response.text().catch((error) => {
    throw new NotYet(`${url.origin} broke off (${error.message})`);
  });
  if (response.status === 404) throw new NotYet(`there is no index at ${url.pathname}`);
  const said = `${url.pathname} answers ${response.status}: ${text.slice(0, 500)}`;
  if (response.status >= 500 || response.status === 429) throw new NotYet(said);
  if (!response.ok) throw new Error(said);
  const config = JSON.parse(text).index_config;
  if (typeof config !== 'object' || config === null) throw new Error(`no configuration of an index: ${said}`);
  return config;
}

/** @param {IndexConfig} config @param {Retention | undefined} wanted */
const isRight = ({ retention }, wanted) =>
  wanted === undefined
    ? (retention ?? undefined) === undefined
    : retention?.period === wanted.period && retention.schedule === wanted.schedule;

/** @param {URL} url @param {Retention | undefined} wanted */
async function setRetention(url, wanted) {
  const config = await ask(url);
  if (isRight(config, wanted)) return false;
  const { retention: _, ...others } = config;
  const body = JSON.stringify(wanted === undefined ? others : { ...others, retention: wanted });
  const after = await ask(url, { method: 'PUT', headers: { 'content-type': 'application/json' }, body });
  if (!isRight(after, wanted)) throw new Error(`${url.pathname} has another retention after the update`);
  return true;
}

/** @returns {{ schedule: string, days: Record<string, number> }} */
function readSpecification() {
  const [path] = process.argv.slice(2);
  if (path === undefined) fail(wrong, 'give the file with the retention');
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return fail(wrong, `${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const { schedule, days } = readSpecification();
const { QUICKWIT_URL: origin = '', WAIT_SECONDS: seconds = '' } = process.env;
if (!URL.canParse(origin)) fail(wrong, 'QUICKWIT_URL must be a URL such as http://quickwit:7280');
if (!/^[1-9][0-9]*$/.test(seconds)) fail(wrong, 'WAIT_SECONDS must be a number of seconds');
const deadline = Date.now() + Number(seconds) * 1000;

for (const [index, count] of Object.entries(days)) {
  const wanted = count === 0 ? undefined : { period: `${count} days`, schedule };
  const what = wanted === undefined ? 'for ever' : `for ${wanted.period} (looked at ${schedule})`;
  const url = new URL(`/api/v1/indexes/${encodeURIComponent(index)}`, origin);
  let said = '';
  for (;;) {
    try {
      const changed = await setRetention(url, wanted);
      console.log(`${index} ${changed ? 'now keeps' : 'keeps'} what it has ${what}.`);
      break;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!(error instanceof NotYet)) fail(1, reason);
      if (Date.now() >= deadline) fail(1, `gave up after ${seconds} seconds: ${reason}`);
      if (reason !== said) console.log(`waiting: ${reason}`);
      said = reason;
      await sleep(pauseMilliseconds);
    }
  }
}
