import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { loadImages, missingForRealNode } from 'cluster-kit';
import type { TestProject } from 'vitest/node';

import { packChartImages } from './images/chart-images.js';
import { provideCluster } from './provide-cluster.js';

/** Gives tests a cluster with a real node that has the images of the chart; none where no such node can run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['E2E_KUBECONFIG'];
  const missing = given ? undefined : missingForRealNode();
  if (missing !== undefined) {
    console.error(`NOT RUN: the tests on a real node. No such node can run here: ${missing}.`);
    project.provide('kubeconfig', '');
    return () => Promise.resolve();
  }
  const tearDown = await provideCluster('real')(project);
  if (given) return tearDown;
  const directory = await mkdtemp(join(tmpdir(), 'images-'));
  try {
    const start = performance.now();
    await loadImages(await packChartImages(directory));
    console.log(`Images packed and loaded in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
  } catch (error) {
    await tearDown();
    throw error;
  } finally {
    await rm(directory, { recursive: true });
  }
  return tearDown;
}
