import { fieldsAt, kindOf, listAt, metadataOf, specOf, titleOf } from '../objects.js';
import { containersOf, podsOf } from '../pods.js';
import type { ManifestRule } from '../rule.js';

/** An autoscaler alone says how many pods there are, and every container has the request that its target is a share of. */
export const autoscalers: ManifestRule = (objects) =>
  objects
    .filter((object) => kindOf(object) === 'HorizontalPodAutoscaler')
    .flatMap((scaler) => {
      const { kind, name } = fieldsAt(specOf(scaler), 'scaleTargetRef');
      const pod = podsOf(objects).find(({ owner }) => kindOf(owner) === kind && metadataOf(owner).name === name);
      // A target that is not there is what the rule on references reports.
      if (pod === undefined) return [];
      const fixed =
        specOf(pod.owner)['replicas'] === undefined ? [] : [`${pod.title}: replicas is set beside an autoscaler`];
      const resources = listAt(specOf(scaler), 'metrics').flatMap((metric) => {
        const { name: resource, target } = fieldsAt(metric, 'resource') as {
          name?: string;
          target?: { type?: string };
        };
        return resource !== undefined && target?.type === 'Utilization' ? [resource] : [];
      });
      const without = containersOf(pod)
        .filter((container) => listAt(pod.spec, 'containers').includes(container))
        .flatMap((container) =>
          resources
            .filter((resource) => fieldsAt(fieldsAt(container, 'resources'), 'requests')[resource] === undefined)
            .map(
              (resource) => `${titleOf(scaler)}: the container ${String(container['name'])} requests no ${resource}`,
            ),
        );
      return [...fixed, ...without];
    });
