import { postgresqlSlice, postgresqlVolumeSlice } from '@semantic-explorer/platform';
import type { Expr } from 'chartkit';
import { and, helper, not, replace, str, when, yamlText } from 'chartkit';

/** Slices with the sizes of volumes. */
export const volumeSlices = [postgresqlSlice, postgresqlVolumeSlice];

/** What a size of the format `storageSize` is in PromQL: `10Gi` is `10 * 2^30`. */
const bytes = (size: Expr<string>): Expr<string> =>
  Object.entries({
    Ki: '2^10',
    Mi: '2^20',
    Gi: '2^30',
    Ti: '2^40',
    Pi: '2^50',
    k: '1e3',
    M: '1e6',
    G: '1e9',
    T: '1e12',
    P: '1e15',
  }).reduce((text, [suffix, factor]) => replace(suffix, ` * ${factor}`, text), size);

const { persistence } = postgresqlVolumeSlice.values.primary;

/**
 * The sizes of volumes as a recorded metric, where no program exports them: PostgreSQL knows the size of its databases
 * alone, and what kubelets know of volumes is not to be had with a Role.
 */
export const volumeRules = helper<string>(
  'semantic-explorer.prometheus.volume-rules',
  'Rules of Prometheus that record sizes of volumes.',
  yamlText<unknown>({
    groups: [
      {
        name: 'volumes',
        rules: [
          when<unknown>(and(postgresqlSlice.values.enabled, persistence.enabled, not(persistence.existingClaim)), {
            record: 'volume_size_bytes',
            expr: str`vector(${bytes(persistence.size)})`,
            labels: { job: 'postgresql' },
          }),
        ],
      },
    ],
  }),
);
