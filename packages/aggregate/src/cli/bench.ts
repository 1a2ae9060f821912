import { evaluateChart, writeChart } from 'chartkit';
import { helmTemplate, helmVersions, withFiles } from 'helm-harness';

import { composeSemanticExplorer, semanticExplorer } from '../chart.js';
import { chartFiles } from '../chart-files.js';

const release = { name: 'bench', namespace: 'bench' };

/** Milliseconds of the quickest of several calls: the slower ones measure what else the machine does. */
async function quickest(runs: number, action: () => unknown): Promise<number> {
  let best = Infinity;
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    await action();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

const line = (name: string, value: string): void => {
  console.log(`${name.padEnd(34)} ${value}`);
};

await withFiles({}, async (directory) => {
  const chartDirectory = `${directory}/chart`;
  await writeChart(chartFiles(semanticExplorer), chartDirectory);
  const print = await quickest(20, () => chartFiles(composeSemanticExplorer()));
  const evaluate = await quickest(500, () => evaluateChart(semanticExplorer, { release }));
  line('synthesize and print (warm)', `${print.toFixed(1)} ms`);
  line('evaluate the defaults', `${evaluate.toFixed(2)} ms`);
  for (const binary of helmVersions()) {
    const template = await quickest(9, () =>
      helmTemplate(binary, { chartDirectory, release: release.name, namespace: release.namespace }),
    );
    line(
      `helm ${binary.version} template`,
      `${template.toFixed(0)} ms, ${(template / evaluate).toFixed(0)} times evaluate`,
    );
  }
  line('memory of this process', `${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`);
});
