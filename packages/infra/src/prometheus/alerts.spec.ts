import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface RuleFile {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string }[] }[];
}
interface TestFile {
  readonly rule_files: readonly string[];
  readonly tests: readonly {
    readonly alert_rule_test: readonly { readonly alertname: string; readonly exp_alerts: readonly unknown[] }[];
  }[];
}

const directory = new URL('rules/', import.meta.url);
const names = readdirSync(directory).filter((name) => name.endsWith('.yaml'));
const read = (name: string): unknown => parse(readFileSync(new URL(name, directory), 'utf8'));
const isTest = (name: string): boolean => name.endsWith('.test.yaml');
const alertsOf = (name: string): readonly string[] =>
  (read(name) as RuleFile).groups.flatMap(({ rules }) => rules.map(({ alert }) => alert));

describe('alerts', () => {
  // promtool runs the cases in the verify target.
  it('each have a case for which they fire, and one for which they do not', () => {
    const cases = names.filter(isTest).flatMap((name) => {
      const { rule_files: files, tests } = read(name) as TestFile;
      const known = new Set(files.flatMap(alertsOf));
      return tests
        .flatMap(({ alert_rule_test: alerts }) => alerts)
        .filter(({ alertname }) => known.has(alertname))
        .map(({ alertname, exp_alerts: expected }) => `${alertname} ${expected.length === 0 ? 'is quiet' : 'fires'}`);
    });
    const lacking = names
      .filter((name) => !isTest(name))
      .flatMap(alertsOf)
      .flatMap((alert) => [`${alert} fires`, `${alert} is quiet`])
      .filter((wanted) => !cases.includes(wanted));
    expect(lacking).toEqual([]);
  });

  it('have names of their own', () => {
    const all = names.filter((name) => !isTest(name)).flatMap(alertsOf);
    expect(all.length).toBeGreaterThan(30);
    expect(all.filter((alert, index) => all.indexOf(alert) !== index)).toEqual([]);
  });
});
