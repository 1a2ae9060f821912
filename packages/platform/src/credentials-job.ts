import { helper, lines, quote, release, resources, service, sha256, str, toJson, truncate, object } from 'chartkit';

import { labels, objectName, selectorLabels } from './names.js';
import { hardenedContainer, hardenedPod } from './pods.js';
import { encryptionSlice } from './slices/encryption.js';
import { objectStoreSlice } from './slices/object-store.js';
import { oidcSlice } from './slices/oidc.js';
import { postgresqlSlice } from './slices/postgresql.js';
import { generatedSecretName } from './secrets.js';
import { createCredentialsScript, scriptsImage, scriptsSlice, scriptsUser } from './wait-for.js';

const name = objectName('create-credentials');

/**
 * Runs before anything of the release: `helm install --wait` waits for a hook, and pods that need the Secret only start
 * when it is there. Applied as plain manifests the annotations mean nothing, and pods wait for the Secret instead.
 */
const hook = (weight: number) => ({
  'helm.sh/hook': 'pre-install,pre-upgrade,pre-rollback',
  'helm.sh/hook-weight': String(weight),
  'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
});

const metadata = (weight = -10) => ({ name, labels: labels('create-credentials'), annotations: hook(weight) });

const { auth } = postgresqlSlice.values;

/** What the Job creates, read by `scripts/create-credentials.mjs`. A key stands here even if an existing Secret replaces it. */
const specification = helper<string>(
  'semantic-explorer.credentials.specification',
  'Keys that the credentials Job creates where they are missing.',
  lines([
    '{',
    str`  "secretName": ${quote(generatedSecretName)},`,
    '  "keys": [',
    str`    { "key": ${quote(auth.secretKeys.password)}, "format": "alphanumeric", "length": 32 },`,
    str`    { "key": ${quote(auth.secretKeys.adminPassword)}, "format": "alphanumeric", "length": 32 },`,
    str`    { "key": ${quote(auth.secretKeys.monitoringPassword)}, "format": "alphanumeric", "length": 32 },`,
    str`    { "key": ${quote(objectStoreSlice.values.auth.secretKeys.accessKey)}, "format": "alphanumeric", "length": 20 },`,
    str`    { "key": ${quote(objectStoreSlice.values.auth.secretKeys.secretKey)}, "format": "alphanumeric", "length": 40 },`,
    str`    { "key": ${quote(oidcSlice.values.secretKeys.clientSecret)}, "format": "alphanumeric", "length": 48 },`,
    str`    { "key": ${quote(encryptionSlice.values.secretKeys.masterKey)}, "format": "hex", "length": 64 }`,
    '  ]',
    '}',
  ]),
);

/** The Job that creates missing credentials once, in the cluster, and never changes one that exists. */
export const credentialsJob = service({
  name: 'credentials',
  source: 'packages/platform/src/credentials-job.ts',
  key: 'credentials',
  values: object(
    {},
    { description: 'The Job that generates missing credentials; its image and resources are those of `scripts`.' },
  ),
  uses: [scriptsSlice, postgresqlSlice, objectStoreSlice, oidcSlice, encryptionSlice],
  build: (scope) => {
    resources.serviceAccount(scope, { metadata: metadata(), automountServiceAccountToken: false });
    resources.role(scope, {
      metadata: metadata(),
      rules: [
        { apiGroups: [''], resources: ['secrets'], resourceNames: [generatedSecretName], verbs: ['get', 'patch'] },
        // A create request carries no name that RBAC could compare.
        { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
      ],
    });
    resources.roleBinding(scope, {
      metadata: metadata(),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace: release.namespace }],
    });
    resources.configMap(scope, {
      metadata: metadata(),
      data: { 'create-credentials.mjs': createCredentialsScript, 'specification.json': specification },
    });
    const { values } = scriptsSlice;
    const checksum = sha256(str`${sha256(createCredentialsScript)} ${sha256(specification)} ${toJson(values)}`);
    resources.job(scope, {
      // A Job cannot be changed: another program is another Job.
      metadata: { ...metadata(-5), name: str`${name}-${truncate(8, checksum)}` },
      spec: {
        backoffLimit: 5,
        template: {
          metadata: { labels: selectorLabels('create-credentials') },
          spec: {
            restartPolicy: 'OnFailure',
            serviceAccountName: name,
            ...hardenedPod(scriptsUser, { usesApi: true }),
            containers: [
              {
                name: 'create-credentials',
                ...scriptsImage,
                command: ['node', '/scripts/create-credentials.mjs', '/scripts/specification.json'],
                resources: values.resources,
                ...hardenedContainer,
                volumeMounts: [{ name: 'scripts', mountPath: '/scripts', readOnly: true }],
              },
            ],
            volumes: [{ name: 'scripts', configMap: { name } }],
          },
        },
      },
    });
  },
});
