import { helper, lines, not, quote, str } from 'chartkit';

import { allCredentialsSupplied, credentialSlices, generatedCredentials } from './generated-credentials.js';
import type { HookJob } from './hook-job.js';
import { hookJob, hookNetwork } from './hook-job.js';
import { networkedService } from './network/networked-service.js';
import { script, scriptsImage, scriptsSlice, scriptsUser } from './scripts.js';
import { generatedSecretName } from './secrets.js';

/** What the Job creates, read by `scripts/create-credentials.mjs`. */
const specification = helper<string>(
  'semantic-explorer.credentials.specification',
  'Keys that the credentials Job creates where they are missing.',
  lines([
    '{',
    str`  "secretName": ${quote(generatedSecretName)},`,
    '  "keys": [',
    ...generatedCredentials.flatMap(({ existingSecret, keys }, group) =>
      keys.map(({ key, format, length }, index) => {
        const isLast = group === generatedCredentials.length - 1 && index === keys.length - 1;
        return str`    { "key": ${quote(key)}, "format": "${format}", "length": ${length}, "existingSecret": ${quote(existingSecret)} }${isLast ? '' : ','}`;
      }),
    ),
    '  ]',
    '}',
  ]),
);

const job: HookJob = {
  name: 'create-credentials',
  events: ['pre-install', 'pre-upgrade', 'pre-rollback'],
  weight: -5,
  rules: [
    { apiGroups: [''], resources: ['secrets'], resourceNames: [generatedSecretName], verbs: ['get', 'patch'] },
    // A create request carries no name that RBAC could compare.
    { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
  ],
  files: {
    'create-credentials.mjs': script('create-credentials.mjs'),
    'kubernetes-api.mjs': script('kubernetes-api.mjs'),
    'program.mjs': script('program.mjs'),
    'specification.json': specification,
  },
  user: scriptsUser,
  container: {
    ...scriptsImage,
    command: ['node', '/scripts/create-credentials.mjs', '/scripts/specification.json'],
    resources: scriptsSlice.values.resources,
  },
  // A wrong specification.
  finalExitCodes: [2],
};

/**
 * The Job that creates missing credentials once, in the cluster, and never changes one that exists. `helm install --wait`
 * waits for a hook, and pods that need the Secret only start when it is there. Applied as plain manifests, pods wait for
 * the Secret instead.
 */
export const credentialsJob = networkedService({
  name: 'credentials',
  source: 'packages/platform/src/credentials-job.ts',
  uses: [scriptsSlice, ...credentialSlices],
  // When every credential stands in a Secret that exists already, there is nothing to create.
  enabled: () => not(allCredentialsSupplied),
  network: () => hookNetwork(job),
  build: (scope) => {
    hookJob(scope, job);
  },
});
