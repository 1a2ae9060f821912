import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from './certificate.js';

/** The parts of a Secret that the fake API knows. Values are base64. */
export interface FakeSecret {
  metadata: { name: string; resourceVersion: string; labels?: object; annotations?: object };
  type: string;
  immutable?: boolean;
  data?: Record<string, string>;
}

/** A request as the API received it. */
export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly body: Partial<FakeSecret>;
}

/** An answer, or what else may happen to a request. */
export type FakeAnswer =
  { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> } | 'silence' | 'reset';

/** Comes before the API itself: undefined lets the request through. May take its time. */
export type Interception = (
  request: FakeRequest,
  index: number,
) => Promise<FakeAnswer | undefined> | FakeAnswer | undefined;

/** A running fake API server with one Secret at most, and other objects that can be read. */
export interface FakeKubernetesApi {
  /** The environment of a script that runs in a pod of this cluster. */
  readonly env: Record<string, string>;
  readonly requests: readonly FakeRequest[];
  /** The data after each change, oldest first. */
  readonly changes: readonly Record<string, string>[];
  readonly certificateFile: string;
  secret: FakeSecret | undefined;
  /** Other objects by their paths. */
  readonly objects: Map<string, unknown>;
  intercept: Interception;
  close(): void;
}

const namespace = 'fake';
const collection = `/api/v1/namespaces/${namespace}/secrets`;
const token = 'token-of-the-service-account';

/** The API's way to say that something went wrong. */
export const statusAnswer = (status: number, message: string, headers: Record<string, string> = {}): FakeAnswer => ({
  status,
  body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code: status },
  headers,
});

/**
 * Starts an HTTPS server that treats Secrets as the Kubernetes API does where the programs depend on it:
 * authentication, 404 and 409, merge patches, refusal of patches that name another resource version than the present one
 * (https://kubernetes.io/docs/reference/using-api/api-concepts/#patch-and-apply), absent instead of empty data.
 */
export async function startFakeKubernetesApi(host = '127.0.0.1'): Promise<FakeKubernetesApi> {
  const directory = mkdtempSync(join(tmpdir(), 'fake-kubernetes-api-'));
  const certificate = makeCertificate();
  const requests: FakeRequest[] = [];
  const changes: Record<string, string>[] = [];
  let version = 100;

  const store = (secret: Omit<FakeSecret, 'metadata'> & { metadata: object }, status: number): FakeAnswer => {
    version += 1;
    api.secret = { ...secret, metadata: { name: 'credentials', ...secret.metadata, resourceVersion: String(version) } };
    changes.push({ ...api.secret.data });
    return { status, body: api.secret };
  };

  const handle = ({ method, path, body }: FakeRequest, contentType: string | undefined): FakeAnswer => {
    const { secret, objects } = api;
    if (method === 'GET' && objects.has(path)) return { status: 200, body: objects.get(path) };
    if (method === 'POST' && path === collection) {
      if (contentType !== 'application/json') return statusAnswer(415, 'unsupported media type');
      if (secret !== undefined) return statusAnswer(409, 'secrets "credentials" already exists');
      return store({ type: body.type ?? 'Opaque', data: body.data ?? {}, metadata: body.metadata ?? {} }, 201);
    }
    if (path !== `${collection}/credentials`) return statusAnswer(404, `no such path: ${path}`);
    if (secret === undefined) return statusAnswer(404, 'secrets "credentials" not found');
    if (method === 'GET') return { status: 200, body: secret };
    if (method !== 'PATCH') return statusAnswer(405, 'method not allowed');
    if (contentType !== 'application/merge-patch+json') return statusAnswer(415, 'unsupported media type');
    const expected = body.metadata?.resourceVersion;
    if (expected !== undefined && expected !== secret.metadata.resourceVersion)
      return statusAnswer(409, 'the object has been modified');
    if (secret.immutable === true) return statusAnswer(422, 'field is immutable when `immutable` is set');
    return store({ ...secret, data: { ...secret.data, ...body.data } }, 200);
  };

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    let text = '';
    for await (const chunk of incoming.setEncoding('utf8')) text += String(chunk);
    const body = (text === '' ? {} : JSON.parse(text)) as Partial<FakeSecret>;
    const request = { method: incoming.method ?? '', path: incoming.url ?? '', body };
    requests.push(request);
    const authorized = incoming.headers.authorization === `Bearer ${token}`;
    const answer =
      (await api.intercept(request, requests.length - 1)) ??
      (authorized ? handle(request, incoming.headers['content-type']) : statusAnswer(401, 'Unauthorized'));
    if (answer === 'reset') incoming.socket.destroy();
    if (typeof answer === 'string') return;
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  };

  const server = createServer(certificate, (request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const files = { token: `${token}\n`, 'ca.crt': certificate.cert, namespace };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);

  const api: FakeKubernetesApi = {
    env: {
      KUBERNETES_SERVICE_HOST: host,
      KUBERNETES_SERVICE_PORT: String((server.address() as AddressInfo).port),
      SERVICE_ACCOUNT_DIRECTORY: directory,
    },
    requests,
    changes,
    certificateFile: join(directory, 'ca.crt'),
    secret: undefined,
    objects: new Map(),
    intercept: () => undefined,
    close: () => {
      server.closeAllConnections();
      server.close();
      rmSync(directory, { recursive: true });
    },
  };
  return api;
}
