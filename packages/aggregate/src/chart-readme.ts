import type { ChartModel } from 'chartkit';

import { profiles } from './profiles.js';

type Schema = ChartModel['schema'];

/** The README inside the chart, which `helm show readme` prints: how to install it, its profiles and all values. */
export function chartReadme({ metadata, schema, defaults }: ChartModel): string {
  return `${[
    `# ${metadata.name}`,
    '',
    `${metadata.description}. Chart ${metadata.version}, application ${metadata.appVersion}, Kubernetes ${metadata.kubeVersion}.`,
    '',
    '```sh',
    `helm install ${metadata.name} . --namespace ${metadata.name} --create-namespace --values my-values.yaml`,
    '```',
    '',
    `\`helm test ${metadata.name} --namespace ${metadata.name} --logs\` then asks everything from inside of the cluster.`,
    '',
    '## Profiles',
    '',
    'Values files that come with the chart; your own go after them. Each says at its top what it expects.',
    '',
    '| File | For |',
    '| --- | --- |',
    ...profiles.map(({ name, purpose }) => `| \`profiles/${name}.yaml\` | ${purpose} |`),
    '',
    '## Values',
    '',
    '| Key | Default | Description |',
    '| --- | --- | --- |',
    ...rows(schema, defaults, []),
  ].join('\n')}\n`;
}

function rows(schema: Schema, value: unknown, path: readonly string[]): readonly string[] {
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length > 0) {
    const values = value as Readonly<Record<string, unknown>>;
    return fields.flatMap(([key, field]) => rows(field, values[key], [...path, key]));
  }
  const description = (schema.description ?? '').replaceAll('|', '\\|').replaceAll('\n', ' ');
  return [`| \`${path.join('.')}\` | \`${JSON.stringify(value)}\` | ${description} |`];
}
