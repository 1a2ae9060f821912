import { helper, lines, not, quote, release, resources, sha256, str, toJson, truncate } from 'chartkit';

import { common } from './common-values.js';
import { allCredentialsSupplied, credentialSlices, generatedCredentials } from './generated-credentials.js';
import { labels, objectName, selectorLabels } from './names.js';
import { networkedService } from './network/networked-service.js';
import { hardenedContainer, hardenedPod, imagePullSecrets } from './pods.js';
import { script, scriptsImage, scriptsSlice, scriptsUser } from './scripts.js';
import { generatedSecretName } from './secrets.js';

const component = 'create-credentials';
const name = objectName(component);

/**
 * Runs before anything of the release: `helm install --wait` waits for a hook, and pods that need the Secret only start
 * when it is there. Applied as plain manifests the annotations mean nothing, and pods wait for the Secret instead.
 */
const hook = (weight: number): Readonly<Record<string, string>> => ({
  'helm.sh/hook': 'pre-install,pre-upgrade,pre-rollback',
  'helm.sh/hook-weight': String(weight),
  'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
});

const metadata = (weight = -10) => ({ name, labels: labels(component), annotations: hook(weight) });

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

const program = script('create-credentials.mjs');

/** The Job that creates missing credentials once, in the cluster, and never changes one that exists. */
export const credentialsJob = networkedService({
  name: 'credentials',
  source: 'packages/platform/src/credentials-job.ts',
  uses: [scriptsSlice, ...credentialSlices],
  // When every credential stands in a Secret that exists already, there is nothing to create.
  enabled: () => not(allCredentialsSupplied),
  network: () => ({
    pods: component,
    outbound: [{ to: 'kubernetes-api' }],
    // Before the Job, which may run when nothing else of the release is there.
    policyAnnotations: hook(-20),
  }),
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
      data: { 'create-credentials.mjs': program, 'specification.json': specification },
    });
    const { values } = scriptsSlice;
    const { imageRegistry, imagePullSecrets: pullSecrets } = common.global;
    const pulling = str`${imageRegistry} ${toJson(pullSecrets)}`;
    const checksum = sha256(str`${sha256(program)} ${sha256(specification)} ${toJson(values)} ${pulling}`);
    resources.job(scope, {
      // A Job cannot be changed: another program is another Job.
      metadata: { ...metadata(-5), name: str`${name}-${truncate(8, checksum)}` },
      spec: {
        backoffLimit: 5,
        template: {
          metadata: { labels: selectorLabels(component) },
          spec: {
            restartPolicy: 'OnFailure',
            serviceAccountName: name,
            ...hardenedPod(scriptsUser, { usesApi: true }),
            imagePullSecrets,
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
