import type { Container, PodSpec } from '../pods.js';
import type { Contract } from './contract.js';

const isWithin = (path: string, directory: string): boolean => path === directory || path.startsWith(`${directory}/`);

/** What is wrong with mounts over the image: none hides a path that the program needs of it, or a part of one. */
export function imagePathProblems({ imagePaths }: Contract, { volumeMounts = [] }: Container): readonly string[] {
  return Object.keys(imagePaths).flatMap((path) =>
    volumeMounts
      .filter(({ mountPath }) => isWithin(path, mountPath) || isWithin(mountPath, path))
      .map(({ name, mountPath }) => `${path} of the image is needed, but ${name} is mounted at ${mountPath}`),
  );
}

/** What is wrong with the certificate authorities of a program that ends without any. */
export function authorityProblems(
  { authorities }: Contract,
  { env = [], volumeMounts = [] }: Container,
  { initContainers = [], volumes = [] }: PodSpec,
): readonly string[] {
  if (authorities === undefined) return [];
  const { variable, image } = authorities;
  const file = env.find(({ name }) => name === variable)?.value;
  if (file === undefined) return [`${variable} is not set, so the program finds no certificate authorities`];
  if (file === image) return [];
  const mount = volumeMounts.find(({ mountPath }) => isWithin(file, mountPath));
  if (mount === undefined) return [`${variable} names ${file}, which is neither in the image nor mounted`];
  const isFilled = volumes.some(({ name, emptyDir }) => name === mount.name && emptyDir === undefined);
  const isWritten = initContainers.some((container) =>
    (container.volumeMounts ?? []).some(({ name, readOnly }) => name === mount.name && readOnly !== true),
  );
  return isFilled || isWritten ? [] : [`${variable} names ${file}, but no init container writes it`];
}
