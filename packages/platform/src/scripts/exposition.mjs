// @ts-check
/**
 * What export-release.mjs and its parts share: the form in which Prometheus gets samples
 * (https://prometheus.io/docs/instrumenting/exposition_formats/), how something is watched, and how lists are read.
 */

/**
 * A sample without a value is left out: nothing is known yet.
 * @typedef {{ metric: keyof typeof metrics, labels: Record<string, string>, value: number | undefined }} Sample
 * Something that is looked at again and again, in seconds between two looks.
 * @typedef {{ interval: number, look: () => Promise<void>, samples: () => Sample[] }} Watch
 */

/** Every metric, and what it says. */
export const metrics = {
  certificate_not_after_timestamp_seconds: 'When the certificate of a server expires.',
  certificate_not_before_timestamp_seconds: 'Since when the certificate of a server is valid.',
  certificate_look_succeeded: 'Whether the last look at a server showed its certificate: 1 or 0.',
  backup_created_timestamp_seconds: 'Since when backups are scheduled.',
  backup_last_schedule_timestamp_seconds: 'When the last backup was begun by its schedule.',
  backup_last_success_timestamp_seconds: 'When the last backup that succeeded was done.',
  backup_running: 'How many backups run.',
  backup_max_age_seconds: 'After how long without one that succeeded a backup is missing.',
  backup_look_succeeded: 'Whether Kubernetes told of the backups when it was last asked: 1 or 0.',
  process_start_time_seconds: 'When this program was started.',
};

/** The text for samples. @param {Sample[]} samples */
export function exposition(samples) {
  return Object.entries(metrics)
    .map(([metric, help]) => {
      const lines = samples
        .filter((sample) => sample.metric === metric && sample.value !== undefined)
        .map(({ labels, value }) => {
          const pairs = Object.entries(labels).map(([name, text]) => `${name}=${JSON.stringify(text)}`);
          return `${metric}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}\n`;
        });
      return lines.length === 0 ? '' : `# HELP ${metric} ${help}\n# TYPE ${metric} gauge\n${lines.join('')}`;
    })
    .join('');
}

/**
 * Watches something. Only what changes is logged, and what was last seen stays while looking fails.
 * @template Seen
 * @param {{ subject: string, interval: number, look: () => Promise<Seen>, tell: (seen: Seen) => string,
 *   tellProblem: (error: unknown) => string,
 *   samples: (seen: Seen | undefined, succeeded: 0 | 1 | undefined) => Sample[] }} watched `succeeded`: whether the last look did
 * @returns {Watch}
 */
export function watching({ subject, interval, look, tell, tellProblem, samples }) {
  /** @type {Seen | undefined} */
  let seen;
  /** @type {0 | 1 | undefined} */
  let succeeded;
  let said = '';
  const say = (/** @type {string} */ sentence) => {
    if (sentence !== said) console.log(`${subject}: ${sentence}`);
    said = sentence;
  };
  return {
    interval,
    look: async () => {
      try {
        const found = await look();
        say(tell(found));
        [seen, succeeded] = [found, 1];
      } catch (error) {
        succeeded = 0;
        say(tellProblem(error));
      }
    },
    samples: () => samples(seen, succeeded),
  };
}

/** The lines of a variable that are not empty. @param {NodeJS.ProcessEnv} env @param {string} name */
export const linesOf = (env, name) =>
  (env[name] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
