import { containerImage } from '@semantic-explorer/platform';
import type { GpuResources } from '@semantic-explorer/platform';
import { eq, orElse, when } from 'chartkit';

import type { QdrantValues } from './values.js';

/** The GPUs of a pod, with the resource that its make of GPU has unless a value names another one. */
export const gpuOf = ({ gpu }: QdrantValues): GpuResources['gpu'] => ({
  enabled: gpu.enabled,
  resourceName: orElse(gpu.resourceName, when(eq(gpu.type, 'amd'), 'amd.com/gpu', 'nvidia.com/gpu')),
  count: gpu.count,
});

/** The image: Qdrant has one for each make of GPU, and one for none. */
export function serverImage({ gpu, image }: QdrantValues): ReturnType<typeof containerImage> {
  const [cpu, nvidia, amd] = [image, gpu.nvidiaImage, gpu.amdImage].map(containerImage);
  if (cpu === undefined || nvidia === undefined || amd === undefined) throw new Error('There are three images');
  const chosen = (field: keyof typeof cpu) =>
    when(gpu.enabled, when(eq(gpu.type, 'amd'), amd[field], nvidia[field]), cpu[field]);
  return { image: chosen('image'), imagePullPolicy: chosen('imagePullPolicy') };
}
