import { compareObjects, helmTemplate, helmVersions, withFiles } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { evaluateChart, printChart } from '../index.js';
import { absenceTable, chartTable, mapTable } from './testing/absence-tables.js';
import { integerTable, logicTable, numberTable } from './testing/number-tables.js';
import { formattedTextTable, textTable } from './testing/text-tables.js';
import { truthTableChart } from './testing/truth-table-chart.js';

const { chart, expected } = truthTableChart({
  absence: absenceTable,
  chart: chartTable,
  formatted: formattedTextTable,
  integer: integerTable,
  logic: logicTable,
  map: mapTable,
  number: numberTable,
  text: textTable,
});
const release = { name: 'test', namespace: 'tests' };
const apiVersions = ['example.com/v1/TruthTable'];

describe('every operator, on inputs that have broken templates before', () => {
  it('gives in the evaluator what a person worked out', () => {
    const objects = evaluateChart(chart, { release, apiVersions });
    expect(compareObjects(objects, expected, { left: 'evaluate', right: 'by hand' })).toEqual([]);
  });

  it.each(helmVersions().map((binary) => [binary.version, binary] as const))(
    'gives in Helm %s what a person worked out',
    async (_, binary) => {
      const result = await withFiles(Object.fromEntries(printChart(chart)), (chartDirectory) =>
        helmTemplate(binary, { chartDirectory, release: release.name, namespace: release.namespace, apiVersions }),
      );
      expect(result.ok ? '' : result.message).toBe('');
      const objects = result.ok ? result.objects : [];
      expect(compareObjects(objects, expected, { left: 'helm', right: 'by hand' })).toEqual([]);
    },
  );
});
