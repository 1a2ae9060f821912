import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';

/** Reference to a provisioned data source. */
export interface DataSource {
  readonly type: string;
  readonly uid: string;
}

/** The only query of a panel, for a data source whose queries the SDK does not know. */
export const onlyQuery = (
  datasource: DataSource,
  query: Readonly<Record<string, unknown>>,
): readonly [Builder<Dataquery>] => [
  { build: () => ({ refId: 'A', datasource, ...query, _implementsDataqueryVariant: () => undefined }) },
];
