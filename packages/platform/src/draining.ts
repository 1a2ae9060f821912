import type { Dynamic, Expr, k8s } from 'chartkit';
import { integer } from 'chartkit';

/** The value of how long a pod that stops goes on taking requests. */
export const drainDelaySeconds = integer({
  // Kubernetes 1.30 to 1.32 refuse to sleep for no time.
  minimum: 1,
  maximum: 300,
  default: 5,
  description:
    'How long a pod that is to stop goes on taking requests, in seconds: until the cluster has heard that nobody shall be sent to it any more.',
});

/**
 * What happens before a pod is told to stop. The kubelet itself waits, so that the image needs no shell.
 * https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/ (by default since Kubernetes 1.30)
 */
export const drainBeforeStop = (seconds: Expr<number>): Dynamic<k8s.Lifecycle> => ({
  // The types of cdk8s-plus-28 do not know it yet.
  preStop: { sleep: { seconds } } as Dynamic<k8s.LifecycleHandler>,
});
