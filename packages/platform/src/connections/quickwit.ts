import { and, boolean, eq, helper, not, object, oneOf, or, slice, startsWith, str, string, when } from 'chartkit';

import { objectName } from '../names.js';
import type { Connection } from './connection.js';
import { grpcWaitUrl, portOfUrl } from './connection.js';

/** What clients of Quickwit read of its values; its owner has more. */
export const quickwitSlice = slice(
  'quickwit',
  object(
    {
      enabled: boolean({ default: true, description: 'Deploy Quickwit; otherwise the external one is used.' }),
      roles: oneOf(['single', 'split'], {
        default: 'single',
        description:
          'One node that does everything, or nodes of their own for indexing, searching and control, which need the object store and PostgreSQL.',
      }),
      external: object(
        {
          otlpUrl: string({
            format: 'grpcUrl',
            allowEmpty: true,
            default: '',
            description:
              'OTLP gRPC endpoint outside of the chart that takes logs and traces: of Quickwit or of any other program. Empty: nothing keeps them.',
          }),
          url: string({
            format: 'baseUrl',
            allowEmpty: true,
            default: '',
            description: 'URL of the REST API of a Quickwit outside of the chart, which Grafana asks. Empty for none.',
          }),
        },
        { description: 'Quickwit that is used when quickwit.enabled is false.' },
      ),
    },
    { description: 'Quickwit, which keeps logs and traces and searches in them.' },
  ),
);

const { enabled, external, roles } = quickwitSlice.values;

/** Ports of Quickwit in the release (https://quickwit.io/docs/configuration/ports-config); that of the gossip (UDP) is our choice. */
export const quickwitPorts = { rest: 7280, grpc: 7281, gossip: 7282 } as const;

/** The indexes that Quickwit 0.9 makes for what it gets by OTLP. */
export const quickwitIndexes = { logs: 'otel-logs-v0_9', traces: 'otel-traces-v0_9' } as const;

const otlpUrl = helper<string>(
  'semantic-explorer.quickwit.otlpUrl',
  'OTLP gRPC endpoint to which the collector sends logs and traces, empty for none.',
  when(enabled, str`http://${objectName('quickwit')}:${quickwitPorts.grpc}`, external.otlpUrl),
);

/** Quickwit, where logs and traces are sent by OTLP over gRPC. The collector keeps them meanwhile, so nothing waits. */
export const quickwitOtlp = {
  name: 'quickwit',
  slices: [quickwitSlice],
  url: otlpUrl,
  waitUrl: grpcWaitUrl(otlpUrl),
  certificate: { url: grpcWaitUrl(otlpUrl), when: startsWith('https://', otlpUrl), beyondOnly: true },
  available: or(enabled, external.otlpUrl),
  server: { service: 'quickwit', port: quickwitPorts.grpc, deployed: enabled },
  beyond: { when: and(not(enabled), external.otlpUrl), ports: [portOfUrl('quickwit-otlp', external.otlpUrl)] },
  environment: [],
} satisfies Connection & Readonly<Record<string, unknown>>;

const isSplit = eq(roles, 'split');
const url = helper<string>(
  'semantic-explorer.quickwit.url',
  'URL of the REST API of Quickwit, empty for none.',
  when(
    enabled,
    str`http://${when(isSplit, objectName('quickwit-searcher'), objectName('quickwit'))}:${quickwitPorts.rest}`,
    external.url,
  ),
);
const search = {
  slices: [quickwitSlice],
  url,
  waitUrl: str`${url}/health/livez`,
  environment: [],
};

/** Quickwit, where logs and traces are searched over HTTP: the only node, or one elsewhere. */
export const quickwitSearch = {
  ...search,
  name: 'quickwit-search',
  certificate: { url, when: startsWith('https://', url), beyondOnly: true },
  available: or(enabled, external.url),
  server: { service: 'quickwit', port: quickwitPorts.rest, deployed: and(enabled, not(isSplit)) },
  beyond: { when: and(not(enabled), external.url), ports: [portOfUrl('quickwit', external.url)] },
} satisfies Connection & Readonly<Record<string, unknown>>;

/** The nodes for searching, where nodes have different roles. */
export const quickwitSearchers = {
  ...search,
  name: 'quickwit-searchers',
  available: and(enabled, isSplit),
  server: { service: 'quickwit-searcher', port: quickwitPorts.rest, deployed: and(enabled, isSplit) },
} satisfies Connection & Readonly<Record<string, unknown>>;
