import { helmMajors, withOracle } from 'helm-oracle';
import { expect, it } from 'vitest';

import { printChart } from '../index.js';
import { compareDraws } from '../testing/index.js';
import { webChart } from './testing/web-chart.js';

it.each(helmMajors)('agrees with Helm %d on 1000 draws', { timeout: 600_000 }, (major) =>
  withOracle(major, Object.fromEntries(printChart(webChart)), async ({ name, render }) => {
    const { accepted, refused } = await compareDraws(webChart, { [name]: render }, 1000);
    expect(accepted).toBeGreaterThan(400);
    expect(refused).toBeGreaterThan(100);
  }),
);
