import type { Manifest, Texts } from '../objects.js';
import { fieldsAt, kindOf, metadataOf, specOf, titleOf } from '../objects.js';
import { componentOf, matches, podsOf } from '../pods.js';
import type { ManifestRule } from '../rule.js';

/** The least number of pods that a workload may have. */
function leastReplicas(workload: Manifest, objects: readonly Manifest[]): number {
  const scaler = objects.find(
    (object) =>
      kindOf(object) === 'HorizontalPodAutoscaler' &&
      fieldsAt(specOf(object), 'scaleTargetRef')['name'] === metadataOf(workload).name,
  );
  return scaler === undefined ? Number(specOf(workload)['replicas'] ?? 1) : Number(specOf(scaler)['minReplicas'] ?? 1);
}

/** How many pods a budget lets go at once when all are well. */
function mayGo(budget: Manifest, replicas: number): number {
  const share = (value: unknown): number =>
    // Kubernetes rounds up in both cases.
    typeof value === 'string' ? Math.ceil((replicas * Number.parseInt(value, 10)) / 100) : Number(value);
  const { minAvailable, maxUnavailable } = specOf(budget);
  return minAvailable === undefined ? share(maxUnavailable ?? 0) : replicas - share(minAvailable);
}

/** A budget lets nodes be drained, keeps a majority where one is needed, and does not stop a drain for a broken pod. */
export const disruptionBudgets: ManifestRule = (objects, { needMajority }) =>
  objects
    .filter((object) => kindOf(object) === 'PodDisruptionBudget')
    .flatMap((budget) => {
      const selector = fieldsAt(specOf(budget), 'selector')['matchLabels'] as Texts | undefined;
      const pod = podsOf(objects).find(({ labels }) => matches(labels, selector ?? {}));
      if (pod === undefined) return [];
      const replicas = leastReplicas(pod.owner, objects);
      const gone = mayGo(budget, replicas);
      const left = Math.max(0, replicas - gone);
      const blocks = replicas > 0 && gone < 1;
      // Of two servers none can go without losing the majority: then a drain goes first.
      const losesMajority = needMajority.has(componentOf(pod.owner)) && replicas > 2 && left * 2 <= replicas;
      return [
        ...(blocks ? [`${titleOf(budget)}: no pod may ever go, so that a drain waits for ever`] : []),
        ...(losesMajority ? [`${titleOf(budget)}: ${left} of ${replicas} may be left, which is no majority`] : []),
        ...(specOf(budget)['unhealthyPodEvictionPolicy'] === 'AlwaysAllow'
          ? []
          : [`${titleOf(budget)}: a pod that is not ready could block a drain`]),
      ];
    });
