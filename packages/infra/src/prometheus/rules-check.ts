import type { HookJob, NetworkedService } from '@semantic-explorer/platform';
import {
  containerImage,
  hookJob,
  hookNetwork,
  networkedService,
  prometheusSlice,
  scriptsSlice,
} from '@semantic-explorer/platform';
import { and, slice } from 'chartkit';

import { extraRules } from './config.js';
import { prometheusUser } from './user.js';
import { prometheusValues } from './values.js';

const ownSlice = slice(prometheusSlice.key, prometheusValues);
const { values } = ownSlice;
const { values: scripts } = scriptsSlice;

/** Called as the value in which the rules stand, since promtool begins its sentences with it. */
const file = 'prometheus.rules.extraGroups.yaml';

const job: HookJob = {
  name: 'prometheus-rules-check',
  events: ['pre-install', 'pre-upgrade'],
  // Before all other hooks: one of them makes credentials.
  weight: -65,
  files: { [file]: extraRules(values) },
  user: prometheusUser,
  container: {
    ...containerImage(values.image),
    command: ['promtool', 'check', 'rules', `/scripts/${file}`],
    resources: scripts.resources,
  },
  // Wrong rules.
  finalExitCodes: [1],
};

/**
 * The Job that lets promtool read the rules of a deployer before anything is touched: no schema can tell whether PromQL can
 * be read, and a Prometheus that is started with what it cannot read ends.
 */
export const prometheusRulesCheck: NetworkedService = networkedService({
  name: job.name,
  source: 'packages/infra/src/prometheus/rules-check.ts',
  uses: [prometheusSlice, ownSlice, scriptsSlice],
  enabled: () => and(prometheusSlice.values.enabled, values.rules.extraGroups),
  network: () => hookNetwork(job),
  build: (scope) => {
    hookJob(scope, job);
  },
});
