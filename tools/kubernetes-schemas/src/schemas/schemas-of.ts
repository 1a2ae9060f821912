import { withCustomResources } from '../custom-resources/with-custom-resources.js';
import type { Definitions } from '../schema.js';
import type { KubernetesVersion } from '../versions.js';
import { kubernetesVersions } from '../versions.js';
import newest from './newest.json' with { type: 'json' };
import oldest from './oldest.json' with { type: 'json' };

const generated: Readonly<Record<KubernetesVersion, unknown>> = {
  [kubernetesVersions.oldest]: oldest,
  [kubernetesVersions.newest]: newest,
};

/** All definitions of a version of Kubernetes: the generated ones and those of optional custom resources. */
export const schemasOf = (version: KubernetesVersion): Definitions =>
  withCustomResources(generated[version] as Definitions);
