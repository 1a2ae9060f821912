import { expect, it } from 'vitest';
import { sumReports } from './sum-reports.js';

const passed = { status: 'passed' };
const failed = { status: 'failed' };

it('adds up the tests of all reports', () => {
  const first = {
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 0,
    testResults: [{ status: 'failed', assertionResults: [passed, passed, failed] }],
  };
  const second = {
    numPassedTests: 1,
    numFailedTests: 0,
    numPendingTests: 3,
    testResults: [{ status: 'passed', assertionResults: [passed] }],
  };

  expect(sumReports([first, second])).toEqual({ passed: 3, failed: 1, left: 3 });
});

it('counts a file that could not be loaded as one failure', () => {
  const report = {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    testResults: [{ status: 'failed', assertionResults: [] }],
  };

  expect(sumReports([report])).toEqual({ passed: 0, failed: 1, left: 0 });
});

it('finds nothing in no reports', () => {
  expect(sumReports([])).toEqual({ passed: 0, failed: 0, left: 0 });
});
