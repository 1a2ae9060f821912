import { chart, lines, release, str } from 'chartkit';

import { installed } from './installed.js';
import { nextSteps } from './next-steps.js';
import { warnings } from './warnings.js';

/** What Helm shows after an installation. */
export const notes = lines([
  str`${chart.name} ${chart.version} is installed as ${release.name} in the namespace ${release.namespace}.`,
  '',
  ...installed,
  '',
  ...nextSteps,
  warnings,
]);
