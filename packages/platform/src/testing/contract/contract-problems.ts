import type { Manifest } from 'chartkit';

import { podsOf } from '../pods.js';
import type { Contract } from './contract.js';
import { environmentProblems } from './environment-problems.js';
import { authorityProblems, imagePathProblems } from './image-problems.js';
import { probeProblems, stopProblems, userProblems, writableProblems } from './pod-problems.js';
import { limitationProblems } from './limitation-problems.js';
import { metricsProblems, portProblems } from './port-problems.js';

/**
 * What in rendered objects does not agree with a contract, one sentence each. Without the container there is nothing to
 * compare, which is a problem too unless the service is disabled.
 */
export function contractProblems(contract: Contract, objects: readonly Manifest[]): readonly string[] {
  for (const pod of podsOf(objects)) {
    const { spec, labels } = pod;
    if (contract.pod !== undefined && labels['app.kubernetes.io/name'] !== contract.pod) continue;
    const container = spec.containers.find(({ name }) => name === contract.container);
    if (container !== undefined) {
      return [
        ...limitationProblems(contract),
        ...environmentProblems(contract, container.env ?? []),
        ...portProblems(contract, container, pod, objects),
        ...probeProblems(contract, container),
        ...userProblems(contract, spec),
        ...writableProblems(contract, container, spec),
        ...imagePathProblems(contract, container),
        ...authorityProblems(contract, container, spec),
        ...stopProblems(contract, container, spec),
        ...metricsProblems(contract, pod, objects),
      ].map((problem) => `${nameOf(contract)}: ${problem}`);
    }
  }
  return [`${nameOf(contract)}: no pod has this container`];
}

const nameOf = ({ pod, container }: Contract): string => (pod === undefined ? container : `${container} of ${pod}`);
