import type { Section } from './claim.js';
import { dex } from './dex.js';
import { environment } from './environment.js';
import { gpu } from './gpu.js';
import { initContainers } from './init-containers.js';
import { minioInit } from './minio-init.js';
import { progress } from './progress.js';
import { security } from './security.js';
import { services } from './services.js';
import { summary } from './summary.js';
import { volumes } from './volumes.js';

/** The tracking document: its headings in their order. */
export const trackingDocument: readonly Section[] = [
  ...services,
  ...dex,
  ...minioInit,
  ...environment,
  ...initContainers,
  ...volumes,
  ...gpu,
  progress,
  ...security,
  summary,
];
