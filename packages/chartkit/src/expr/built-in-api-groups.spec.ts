import { helmTemplate, helmVersions, withFiles } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { isBuiltInApi } from './built-in-api-groups.js';

const chart = {
  'Chart.yaml': 'apiVersion: v2\nname: capabilities\nversion: 1.0.0\n',
  'templates/all.yaml': 'apiVersion: v1\nkind: List\nall: {{ .Capabilities.APIVersions | toJson }}\n',
};

describe.each(helmVersions())('Helm $version', { timeout: 30_000 }, (binary) => {
  it('takes no API as given, without a cluster, that is not built in', () =>
    withFiles(chart, async (chartDirectory) => {
      const result = await helmTemplate(binary, { chartDirectory });
      const known = (result.ok ? result.objects[0]?.['all'] : undefined) as readonly string[];
      expect(known).toEqual(expect.arrayContaining(['v1', 'apps/v1', 'networking.k8s.io/v1']));
      expect(known.filter((apiVersion) => !isBuiltInApi(apiVersion))).toEqual([]);
    }));
});

it.each(['gateway.networking.k8s.io/v1', 'monitoring.coreos.com/v1/ServiceMonitor', 'snapshot.storage.k8s.io/v1'])(
  '%s is not built in',
  (apiVersion) => {
    expect(isBuiltInApi(apiVersion)).toBe(false);
  },
);
