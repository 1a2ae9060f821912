import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { chartOfServices, ofKind, podsOf, render } from '@semantic-explorer/platform/testing';
import { program } from 'programs';
import { expect, it } from 'vitest';

import { prometheusRulesCheck } from './rules-check.js';

const run = promisify(execFile);
const chart = chartOfServices(prometheusRulesCheck);

/** Runs what the Job runs for a deployer's rules, with the real program. Rejects when it fails. */
async function check(rules: readonly object[]): Promise<string> {
  const objects = render(chart, { prometheus: { rules: { extraGroups: [{ name: 'own', rules }] } } });
  const [, ...args] = podsOf(objects)[0]?.spec.containers[0]?.command ?? [];
  const [configMap] = ofKind(objects, 'ConfigMap');
  const mounted = await mkdtemp(join(tmpdir(), 'rules-check-'));
  try {
    for (const [name, text] of Object.entries(configMap?.['data'] as Readonly<Record<string, string>>))
      // As Helm stores the text of a hook: without its last line feed.
      await writeFile(join(mounted, name), text.replace(/\n$/, ''));
    const { stdout } = await run(
      await program('promtool'),
      args.map((arg) => arg.replace('/scripts', mounted)),
    );
    return stdout;
  } finally {
    await rm(mounted, { recursive: true });
  }
}

const good = { alert: 'Quiet', expr: 'sum(rate(up[5m])) == 0', annotations: { summary: '{{ $value }} is up' } };

it('rules that can be read let an installation go on', async () => {
  expect(await check([good])).toContain('SUCCESS: 1 rules found');
});

it.each([
  [{ expr: 'sum(rate(up[5m])' }, 'could not parse expression: 1:17: parse error: unclosed left parenthesis'],
  [{ expr: 'rat(up[5m])' }, 'could not parse expression: 1:1: parse error: unknown function with name "rat"'],
  [{ annotations: { summary: '{{ $valu }}' } }, 'undefined variable "$valu"'],
  [{ record: 'both' }, "only one of 'record' and 'alert' must be set"],
])('others end it, in words that name the value, the group and the rule: %j', async (wrong, problem) => {
  const refusal = check([good, { ...good, ...wrong }]);
  await expect(refusal).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(problem) as string });
  await expect(refusal).rejects.toThrow(
    /prometheus\.rules\.extraGroups\.yaml: (\d+:\d+: )?group "own", rule 2, "Quiet"/,
  );
});
