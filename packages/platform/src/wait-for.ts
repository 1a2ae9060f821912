import type { Chart } from 'cdk8s';
import { readFileSync } from 'node:fs';

import type { Expr } from 'chartkit';
import { file, helper, integer, object, resources, service, slice, toText } from 'chartkit';

import { containerImage, imageValues } from './image.js';
import { images } from './images.js';
import { labels, objectName } from './names.js';
import { hardenedContainer, resourcesValues } from './pods.js';

const script = (name: string): Expr<string> =>
  file(`scripts/${name}`, readFileSync(new URL(`./scripts/${name}`, import.meta.url), 'utf8'));

/** The program that creates credentials. */
export const createCredentialsScript = script('create-credentials.mjs');
const waitForScript = script('wait-for.mjs');

/** Values of the small programs that the chart brings along. */
export const scriptsSlice = slice(
  'scripts',
  object(
    {
      image: imageValues(images.scripts),
      resources: resourcesValues(
        { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '128Mi' } },
        'Requests and limits of the credentials Job and of each init container that waits.',
      ),
      waitTimeoutSeconds: integer({
        minimum: 1,
        maximum: 86_400,
        default: 600,
        description: 'Seconds after which an init container gives up waiting; the pod is then started anew.',
      }),
    },
    {
      description:
        'Small programs of the chart itself: the credentials Job and the init containers that wait for others.',
    },
  ),
);

/** The image in which the programs run, and when it is pulled. */
export const scriptsImage = {
  image: helper<string>(
    'semantic-explorer.scripts.image',
    'Image of the small programs of the chart itself.',
    containerImage(scriptsSlice.values.image).image,
  ),
  imagePullPolicy: scriptsSlice.values.image.pullPolicy,
};

const scriptsVolume = 'wait-for';
const configMapName = objectName('wait-for');
/** Uid and gid of the user `node` in the image. */
export const scriptsUser = { uid: 1000, gid: 1000 } as const;

/** The ConfigMap with the program that init containers run. */
export const waitForConfig = service({
  name: 'scripts',
  source: 'packages/platform/src/wait-for.ts',
  key: scriptsSlice.key,
  values: scriptsSlice.schema,
  build: (scope: Chart) => {
    resources.configMap(scope, {
      metadata: { name: configMapName, labels: labels('scripts') },
      data: { 'wait-for.mjs': waitForScript },
    });
  },
});

/** The volume that a pod with `waitFor` containers needs. */
export const waitForVolume = { name: scriptsVolume, configMap: { name: configMapName } } as const;

/** What an init container waits for. */
export interface WaitFor {
  /** Name in the container's name `wait-for-<name>` and in its log. */
  readonly name: string;
  /** Scheme decides which protocol must answer: postgresql, nats, http, https, grpc, tcp. */
  readonly url: Expr<string>;
  /** Statuses below this one count as an answer of an HTTP server. */
  readonly statusBelow?: number;
}

/** An init container that ends when a dependency's protocol answers. */
export function waitFor({ name, url, statusBelow }: WaitFor) {
  const { values } = scriptsSlice;
  return {
    name: `wait-for-${name}`,
    ...scriptsImage,
    command: ['node', '/scripts/wait-for.mjs'],
    env: [
      { name: 'WAIT_FOR_NAME', value: name },
      { name: 'WAIT_FOR_URL', value: url },
      { name: 'WAIT_FOR_TIMEOUT_SECONDS', value: toText(values.waitTimeoutSeconds) },
      ...(statusBelow === undefined ? [] : [{ name: 'WAIT_FOR_HTTP_STATUS_BELOW', value: String(statusBelow) }]),
    ],
    resources: values.resources,
    ...hardenedContainer,
    volumeMounts: [{ name: scriptsVolume, mountPath: '/scripts', readOnly: true }],
  };
}
