import { anyObject, list, map, object, string } from 'chartkit';

import { ownComponents } from './own-components.js';

const componentName = (description: string) => string({ format: 'componentName', description });

/** Components that a deployer adds. Those of the chart itself cannot be given again. */
const components = (kind: keyof typeof ownComponents, what: string) =>
  map(anyObject({ description: 'Its configuration.' }), {
    keys: 'componentName',
    reserved: Object.values(ownComponents[kind]),
    default: {},
    description: what,
  });

const names = (what: string) => list(componentName('A name.'), { default: [], uniqueItems: true, description: what });

const pipeline = (what: string) =>
  object(
    {
      extraReceivers: names('More receivers, by their names.'),
      extraProcessors: names('More processors, after those of the chart.'),
      extraExporters: names('More exporters.'),
    },
    { description: `What is added to the pipeline of ${what}.` },
  );

/** Values by which a deployer extends the configuration (https://opentelemetry.io/docs/collector/configuration/). */
export const extensionValues = {
  extraReceivers: components('receivers', 'More receivers, by their names, as they stand in a configuration.'),
  extraProcessors: components('processors', 'More processors.'),
  extraExporters: components(
    'exporters',
    'More exporters. Mention credentials as "${env:NAME}", and set NAME by extraEnvironmentFrom. "sending_queue: { storage: file_storage/queue }" keeps a queue on the volume.',
  ),
  extraConnectors: components('connectors', 'More connectors.'),
  extraExtensions: components('extensions', 'More extensions, which are started.'),
  pipelines: object(
    { traces: pipeline('traces'), metrics: pipeline('metrics'), logs: pipeline('logs') },
    { description: 'The pipelines of the chart.' },
  ),
  extraPipelines: map(
    object(
      {
        receivers: list(componentName('A name.'), { minItems: 1, uniqueItems: true, description: 'Receivers.' }),
        processors: list(componentName('A name.'), {
          uniqueItems: true,
          description: 'Processors; the memory limiter of the chart goes before them.',
        }),
        exporters: list(componentName('A name.'), { minItems: 1, uniqueItems: true, description: 'Exporters.' }),
      },
      { description: 'A pipeline.' },
    ),
    {
      keys: 'pipelineName',
      reserved: ['traces', 'metrics', 'logs'],
      default: {},
      description: 'More pipelines, such as "logs/audit". The receiver "otlp" may feed them too.',
    },
  ),
} as const;
