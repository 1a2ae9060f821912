import type { Expr } from 'chartkit';
import { chart, contains, helper, orElse, release, replace, str, trimSuffix, truncate, when } from 'chartkit';

import { common } from './common-values.js';

/**
 * A StatefulSet's pods carry a revision label of its name and 11 more characters, so its name has 52. The longest suffix,
 * `-worker-visualizations-py`, leaves 27 for the part that all names share.
 */
const sharedNameLength = 27;

const chartName = helper<string>(
  'semantic-explorer.name',
  'Name of the chart, or what replaces it.',
  orElse(common.nameOverride, chart.name),
);

const shared = (text: Expr<string>): Expr<string> => trimSuffix('-', truncate(sharedNameLength, text));

/** The start of all object names: at most 27 characters, so that every suffix fits. */
export const fullname = helper<string>(
  'semantic-explorer.fullname',
  'Start of all object names: the release name, and the chart name unless the release name contains it. At most 27\ncharacters, so that the longest suffix and the labels of a StatefulSet fit.',
  when(
    common.fullnameOverride,
    common.fullnameOverride,
    when(contains(chartName, release.name), shared(release.name), shared(str`${release.name}-${chartName}`)),
  ),
);

/** Name of an object of a service: `<fullname>-<suffix>`. */
export const objectName = (suffix: string): Expr<string> => str`${fullname}-${suffix}`;

const sharedLabels = helper<Record<string, string>>('semantic-explorer.labels', 'Labels of every object.', {
  'helm.sh/chart': truncate(63, replace('+', '_', str`${chart.name}-${chart.version}`)),
  'app.kubernetes.io/instance': release.name,
  'app.kubernetes.io/version': replace('+', '_', chart.appVersion),
  'app.kubernetes.io/part-of': 'semantic-explorer',
  'app.kubernetes.io/managed-by': release.service,
});

/** Labels of an object of a service. https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export const labels = (service: string): Record<string, string | Expr<string>> => ({
  'app.kubernetes.io/name': service,
  ...sharedLabels,
});

/** Labels by which a service's pods are selected: they never change, since a selector cannot. */
export const selectorLabels = (service: string): Record<string, string | Expr<string>> => ({
  'app.kubernetes.io/name': service,
  'app.kubernetes.io/instance': release.name,
});

/** Starts of label keys that the chart sets itself. */
export const reservedLabelPrefixes = ['app.kubernetes.io/', 'helm.sh/'] as const;
