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
// Tests with real programs are run by themselves: `nx run-many -t verify`.
const verifying = projects.filter(({ folder }) => existsSync(`${workspaceRoot}/${folder}/vitest.verify.config.ts`));
const verifyReports = verifying.map(({ folder }) => `${folder}/test-output/verify.json`);
const skipped = verifyReports.filter((file) => !existsSync(`${workspaceRoot}/${file}`));
const present = [...reportFiles, ...verifyReports].filter((file) => ![...missing, ...skipped].includes(file));
const reports = await Promise.all(present.map(async (file) => JSON.parse(await readWorkspaceFile(file)) as TestReport));
const { passed, failed } = sumReports(reports);

for (const file of missing) console.error(`No test report at ${file}: the tests of this project did not run.`);
for (const file of skipped) console.error(`No report at ${file}: nothing was verified with real programs there.`);
if (skipped.length > 0)
  console.error(`${String(skipped.length)} of ${String(verifying.length)} projects were not verified.`);
if (passed + failed === 0) console.error('No test was executed.');
console.log(`${String(passed)} passed, ${String(failed)} failed`);
process.exitCode = missing.length > 0 || failed > 0 || passed === 0 ? 1 : 0;
