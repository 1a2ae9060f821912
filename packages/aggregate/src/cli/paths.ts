import { fileURLToPath } from 'node:url';

const inPackage = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Where the chart is written. */
export const chartDirectory = inPackage('dist/chart');

/** Where the packaged chart is written. */
export const packageDirectory = inPackage('dist/package');

/** A file of the repository. */
export const inWorkspace = (path: string): string => inPackage(`../../${path}`);
