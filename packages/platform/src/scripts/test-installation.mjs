// @ts-check
/**
 * Tests an installation from inside: asks everything that it stands on, and the API, in their own protocols, all at once.
 * Runs in the pod of `helm test`.
 *
 *   node test-installation.mjs
 *
 * Environment:
 *   TEST_<NAME>_URL                what must answer, as WAIT_FOR_URL of wait-for.mjs says it
 *   TEST_<NAME>_HTTP_STATUS_BELOW  for this URL, as WAIT_FOR_HTTP_STATUS_BELOW
 *   WAIT_FOR_*                     for all of them, as in wait-for.mjs
 *
 * Exit codes: 0 everything answered; 1 something did not in time; 2 wrong environment; 143 stopped by SIGTERM.
 */
import { demand, InputError, runWhenStarted } from './program.mjs';
import { readSettings, waitFor } from './wait-for.mjs';

/** @typedef {import('./wait-for.mjs').Settings} Settings */

/**
 * Reads what is to be asked.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Settings[]}
 * @throws {InputError} naming the variable that is wrong
 */
function readTests(env) {
  const tests = Object.keys(env).flatMap((variable) => {
    const part = /^TEST_(.+)_URL$/.exec(variable)?.[1];
    if (part === undefined) return [];
    const given = {
      ...env,
      WAIT_FOR_NAME: part.toLowerCase().replaceAll('_', '-'),
      WAIT_FOR_URL: env[variable],
      WAIT_FOR_HTTP_STATUS_BELOW: env[`TEST_${part}_HTTP_STATUS_BELOW`],
    };
    try {
      return [readSettings(given)];
    } catch (error) {
      throw new InputError(/** @type {Error} */ (error).message.replace('WAIT_FOR_URL', variable));
    }
  });
  demand(tests.length > 0, 'TEST_<NAME>_URL: at least one is needed');
  return tests;
}

await runWhenStarted(import.meta.url, async (env) => {
  const tests = readTests(env);
  const codes = await Promise.all(tests.map(waitFor));
  const silent = tests.filter((_, index) => codes[index] !== 0).map(({ name }) => name);
  if (silent.length === 0) console.log(`the installation works: all ${tests.length} answered`);
  else console.error(`error: ${silent.length} of ${tests.length} did not answer: ${silent.join(', ')}`);
  return silent.length === 0 ? 0 : 1;
});
