import { expect, it } from 'vitest';

import { changed, containerPath, problemsOf } from '../testing/release.js';
import { autoscalers } from './autoscalers.js';

const scaler = {
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web' },
  spec: {
    scaleTargetRef: { kind: 'StatefulSet', name: 'web' },
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
  },
};
const scaled = (path: string, value: unknown) => [...changed('StatefulSet web', path, value), scaler];

it('an autoscaler that alone decides', () => {
  expect(problemsOf(autoscalers, scaled('spec.replicas', undefined))).toEqual([]);
});

it('an autoscaler beside a fixed number of pods', () => {
  expect(problemsOf(autoscalers, scaled('spec.replicas', 3))).toEqual([
    'StatefulSet web: replicas is set beside an autoscaler',
  ]);
});

it('a share of a request that is not there', () => {
  const objects = scaled('spec.replicas', undefined).map((object) =>
    object.kind === 'StatefulSet'
      ? changed('StatefulSet web', `${containerPath}.resources.requests`, { memory: '1Gi' }).find(
          ({ kind }) => kind === 'StatefulSet',
        )
      : object,
  );
  expect(
    problemsOf(
      autoscalers,
      objects.filter((object) => object !== undefined),
    ),
  ).toEqual([
    'StatefulSet web: replicas is set beside an autoscaler',
    'HorizontalPodAutoscaler web: the container web requests no cpu',
  ]);
});
