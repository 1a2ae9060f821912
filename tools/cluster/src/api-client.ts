import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';

import type { Settings } from './settings.js';
import { paths } from './settings.js';

/** An object of the API as plain data; `metadata` as far as the agents read it. */
export interface ApiObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
}

/** What the API answers. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Speaks to the API server as administrator, from where that listens. */
export interface ApiClient {
  call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<Answer>;
  /** @throws Error when the API does not answer with a list */
  list<T extends ApiObject>(path: string): Promise<readonly T[]>;
}

/** A client for the API server of a cluster that runs on this machine. */
export function createApiClient(settings: Settings): ApiClient {
  const agent = new Agent({ keepAlive: true });
  const tls = {
    ca: readFileSync(paths.certificate(settings, 'ca')),
    cert: readFileSync(paths.certificate(settings, 'admin')),
    key: readFileSync(paths.key(settings, 'admin')),
  };
  const call: ApiClient['call'] = (method, path, body) =>
    new Promise((resolve, reject) => {
      const headers = {
        Accept: 'application/json',
        'Content-Type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
      };
      const options = { host: '127.0.0.1', port: settings.ports.apiserver, method, path, headers, agent, ...tls };
      const outgoing = request({ ...options, timeout: 10_000 }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('error', reject).on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: readBody(text) });
        });
      });
      outgoing.on('error', reject).on('timeout', () => outgoing.destroy(new Error(`no answer to ${method} ${path}`)));
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
  return {
    call,
    list: async <T extends ApiObject>(path: string) => {
      const { status, body } = await call('GET', path);
      if (status !== 200) throw new Error(`GET ${path}: ${status}`);
      return (body as { readonly items: readonly T[] }).items;
    },
  };
}

/** `/readyz` answers with a word, everything else with JSON. */
function readBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
