import type { Chart } from 'cdk8s';
import { readFileSync } from 'node:fs';

import type { Expr } from 'chartkit';
import { file, helper, integer, object, resources, service, slice } from 'chartkit';

import { containerImage, imageValues } from './image.js';
import { images } from './images.js';
import { labels, objectName } from './names.js';
import { hardenedContainer, resourcesValues } from './pods.js';

/** A program of the chart itself, from the folder `scripts`. */
export const script = (name: string): Expr<string> =>
  file(`scripts/${name}`, readFileSync(new URL(`./scripts/${name}`, import.meta.url), 'utf8'));

/** Values of the small programs that the chart brings along. */
export const scriptsSlice = slice(
  'scripts',
  object(
    {
      image: imageValues(images.scripts),
      resources: resourcesValues(
        { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '128Mi' } },
        'Requests and limits of the Jobs before an installation or upgrade, of each init container, of the sidecars and of the pod of `helm test`.',
      ),
      waitTimeoutSeconds: integer({
        minimum: 1,
        maximum: 86_400,
        default: 600,
        description:
          'Seconds after which an init container gives up and says why; the kubelet then starts it anew, less and less often.',
      }),
    },
    {
      description:
        'Small programs of the chart itself: the Jobs before an installation or upgrade, the Job of Quickwit, the init containers, the sidecars, the exporter of the release and the pod of `helm test`.',
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

/** Uid and gid of a pod that runs only these programs: nobody's on a usual node, unlike 1000, that of the user `node` in the image. */
export const scriptsUser = { uid: 10001, gid: 10001 } as const;

/** The programs that init containers, sidecars and the pod of `helm test` run, and the modules that they share. */
const mountedScripts = [
  'conversation.mjs',
  'link-model-cache.mjs',
  'nats-protocol.mjs',
  'nats-proxy.mjs',
  'nats-server.mjs',
  'nats-streams.mjs',
  'program.mjs',
  'test-installation.mjs',
  'wait-for.mjs',
  'write-ca-bundle.mjs',
] as const;

const configMapName = objectName('scripts');

/** The ConfigMap with these programs. */
export const scriptsConfig = service({
  name: 'scripts',
  source: 'packages/platform/src/scripts.ts',
  key: scriptsSlice.key,
  values: scriptsSlice.schema,
  build: (scope: Chart) => {
    resources.configMap(scope, {
      metadata: { name: configMapName, labels: labels('scripts') },
      data: Object.fromEntries(mountedScripts.map((name) => [name, script(name)])),
    });
  },
});

/** The volume that a pod needs whose containers run one of these programs. */
export const scriptsVolume = { name: 'scripts', configMap: { name: configMapName } } as const;

/** The fields that containers with one of these programs share. */
export const scriptContainer = (name: (typeof mountedScripts)[number]) => ({
  ...scriptsImage,
  command: ['node', `/scripts/${name}`],
  resources: scriptsSlice.values.resources,
  ...hardenedContainer,
});

/** Where these containers find their program. */
export const scriptsMount = { name: 'scripts', mountPath: '/scripts', readOnly: true } as const;
