import { boolean, helper, object, or, replace, slice, str, string, when } from 'chartkit';

import { objectName } from '../names.js';
import type { Connection } from './connection.js';

/** What clients of Quickwit read of its values; its owner has more. */
export const quickwitSlice = slice(
  'quickwit',
  object(
    {
      enabled: boolean({ default: false, description: 'Deploy Quickwit; otherwise the external one is used.' }),
      external: object(
        {
          otlpUrl: string({
            format: 'baseUrl',
            allowEmpty: true,
            default: '',
            description:
              'OTLP gRPC endpoint outside of the chart that takes logs and traces: of Quickwit or of any other program. Empty: nothing keeps them.',
          }),
        },
        { description: 'Quickwit that is used when quickwit.enabled is false.' },
      ),
    },
    { description: 'Quickwit, which keeps logs and traces and searches in them.' },
  ),
);

const { enabled, external } = quickwitSlice.values;

/** Ports of Quickwit in the release (https://quickwit.io/docs/configuration/node-config). */
export const quickwitPorts = { rest: 7280, grpc: 7281 } as const;

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
  waitUrl: replace('http', 'grpc', otlpUrl),
  available: or(enabled, external.otlpUrl),
  server: { service: 'quickwit', port: quickwitPorts.grpc, deployed: enabled },
  environment: [],
} satisfies Connection & Readonly<Record<string, unknown>>;
