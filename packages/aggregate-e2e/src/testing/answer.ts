import type { Access } from './commands.js';
import { kubectl } from './commands.js';

/** Where the API server hands on a question to a pod. */
export const proxyPath = ({ namespace }: Access, pod: string, port: number, path: string): string =>
  `/api/v1/namespaces/${namespace}/pods/${pod}:${String(port)}/proxy${path}`;

/** What a pod answers with, as JSON, through the API server. */
export const answerOf = async (access: Access, pod: string, port: number, path: string): Promise<unknown> =>
  JSON.parse(await kubectl(access, ['get', '--raw', proxyPath(access, pod, port, path)]));
