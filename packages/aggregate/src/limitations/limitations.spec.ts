import { existsSync, readFileSync } from 'node:fs';

import { evaluateChart, RefusedValuesError } from 'chartkit';
import { describe, expect, it } from 'vitest';

import { semanticExplorer } from '../chart.js';
import { inWorkspace } from '../cli/paths.js';
import { refusedByMoreRules } from '../testing/refused-by-rules.js';
import { refusedLimitations } from '../testing/refused-limitations.js';
import { limitationsPage } from './page.js';
import { programs } from './programs.js';

type Values = Readonly<Record<string, unknown>>;

const refused = programs.flatMap(({ container, version, key, limitations }) =>
  Object.entries(limitations).flatMap(([name, { refuses }]) =>
    refuses === undefined
      ? []
      : [{ program: `${container} ${version}`, key, name, path: /^[\w.]+/.exec(refuses)?.[0] }],
  ),
);

const sentencesFor = (values: readonly Values[]): readonly string[] => {
  try {
    evaluateChart(semanticExplorer, { release: { name: 'test', namespace: 'tests' }, values });
    return [];
  } catch (error) {
    if (!(error instanceof RefusedValuesError)) throw error;
    return error.violations.map(({ path, problem }) => `${path}: ${problem}`);
  }
};

describe('limitations', () => {
  it.each(refused)('$name of $program refuses $path until it is resolved', ({ program, key, name, path }) => {
    const isSentence = (sentence: string) =>
      sentence.startsWith(`${String(path)}: ${program} cannot `) &&
      sentence.endsWith(`add "${name}" to ${key}.resolvedLimitations`);
    const values = [...refusedLimitations, ...refusedByMoreRules].find(([, , told]) => [told].flat().some(isSentence));
    expect(values, 'testing/refused-limitations.ts has no values that ask for it').toBeDefined();
    const [, given = {}] = values ?? [];
    expect(sentencesFor([given]).filter(isSentence)).toHaveLength(1);
    expect(sentencesFor([given, { [key]: { resolvedLimitations: [name] } }]).filter(isSentence)).toEqual([]);
  });

  it('have witnesses that are tests', () => {
    const witnesses = programs.flatMap(({ limitations }) => Object.values(limitations).map(({ witness }) => witness));
    const missing = witnesses.filter((file) => file !== undefined && !existsSync(inWorkspace(file)));

    expect(witnesses.some((file) => file !== undefined)).toBe(true);
    expect(missing).toEqual([]);
  });

  it('are what docs/limitations.md shows', () => {
    // Run `npx nx run aggregate:limitations` after a change.
    expect(readFileSync(inWorkspace('docs/limitations.md'), 'utf8')).toBe(limitationsPage(programs));
  });

  it('are listed with what the chart does about them, and by a name only when it can be resolved', () => {
    const at = 'src/main.rs:1';
    const page = limitationsPage([
      {
        container: 'web',
        version: '1.2.3',
        key: 'web',
        limitations: {
          tlsServer: { cannot: 'serve HTTPS', effect: 'It ends', remedy: 'Use an Ingress', refuses: 'web.tls', at },
          natsLogin: { cannot: 'log in', effect: 'It ends', remedy: 'Nothing', workaround: 'A proxy logs in', at },
          deviceLogin: { cannot: 'a|b', effect: 'It fails', remedy: 'Use a browser', at },
        },
      },
    ]);
    expect(page.slice(page.indexOf('## '))).toBe(`## web 1.2.3

Names in \`web.resolvedLimitations\`.

| Name | The program cannot | What happens | What the chart does | What to do |
| --- | --- | --- | --- | --- |
| \`tlsServer\` | serve HTTPS | It ends. | Refuses \`web.tls\`. | Use an Ingress. |
| \`natsLogin\` | log in | It ends. | A proxy logs in. | Nothing. |
| – | a\\|b | It fails. | Nothing: it cannot detect this. | Use a browser. |
`);
  });
});
