/**
 * Prints `N passed, N failed` over the reports that the last test run left.
 * Exits with 1 when a test failed, when none was executed, or when a project left no report.
 */
import { existsSync } from 'node:fs';
import { listProjects } from '../projects.js';
import { readWorkspaceFile, workspaceRoot } from '../workspace.js';
import { sumReports } from './sum-reports.js';
import type { TestReport } from './sum-reports.js';

const projects = await listProjects();
const reportFiles = projects.map(({ folder }) => `${folder}/test-output/vitest.json`);
const missing = reportFiles.filter((file) => !existsSync(`${workspaceRoot}/${file}`));
// Tests with real programs and on clusters are run by themselves: `nx run-many -t verify e2e e2e-real`.
const further = [
  { config: 'vitest.verify.config.ts', reports: ['verify.json'], lacking: 'nothing was verified with real programs' },
  { config: 'vitest.e2e.config.ts', reports: ['e2e-simulated.json'], lacking: 'nothing ran on simulated nodes' },
  { config: 'vitest.e2e.config.ts', reports: ['e2e-real.json'], lacking: 'nothing ran on a real node' },
].flatMap(({ config, reports, lacking }) =>
  projects
    .filter(({ folder }) => existsSync(`${workspaceRoot}/${folder}/${config}`))
    .flatMap(({ folder }) => reports.map((report) => ({ file: `${folder}/test-output/${report}`, lacking }))),
);
const skipped = further.filter(({ file }) => !existsSync(`${workspaceRoot}/${file}`));
const present = [...reportFiles, ...further.map(({ file }) => file)].filter((file) =>
  existsSync(`${workspaceRoot}/${file}`),
);
const reports = await Promise.all(present.map(async (file) => JSON.parse(await readWorkspaceFile(file)) as TestReport));
const { passed, failed, left } = sumReports(reports);

for (const file of missing) console.error(`No test report at ${file}: the tests of this project did not run.`);
for (const { file, lacking } of skipped) console.error(`No report at ${file}: ${lacking} there.`);
if (left > 0) console.error(`Tests left out, since this machine lacks what they need: ${String(left)}.`);
if (passed + failed === 0) console.error('No test was executed.');
console.log(`${String(passed)} passed, ${String(failed)} failed`);
process.exitCode = missing.length > 0 || failed > 0 || passed === 0 ? 1 : 0;
