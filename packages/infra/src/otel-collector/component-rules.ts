import { quickwitOtlp } from '@semantic-explorer/platform';
import type { DynamicItem, Expr, Rule } from 'chartkit';
import { contains, each, entries, helper, lines, not, rule, str, when } from 'chartkit';

import { ownComponents } from './own-components.js';
import type { CollectorValues } from './values.js';

type Kind = 'receivers' | 'processors' | 'exporters';
type Names = Expr<readonly string[]>;

const inBrackets = (name: Expr<string> | string): Expr<string> => str`[${name}]`;

/** A text with a line for each thing that is found in the values; empty when nothing is. */
const found = (name: string, description: string, items: readonly unknown[]): Expr<string> =>
  // A loop in a loop, and a condition in it, still give one list of lines.
  helper<string>(
    `semantic-explorer.otel-collector.${name}`,
    description,
    lines(items as readonly DynamicItem<string>[]),
  );

/** What pipelines may name: components that exist. The collector would refuse to start with others. */
export function componentRules(values: CollectorValues): readonly Rule[] {
  const added = {
    receivers: [values.extraReceivers, values.extraConnectors],
    processors: [values.extraProcessors],
    exporters: [values.extraExporters, values.extraConnectors],
  };
  const own: Readonly<Record<Kind, readonly DynamicItem<string>[]>> = {
    receivers: [ownComponents.receivers.otlp],
    processors: [ownComponents.processors.instance],
    exporters: [
      ownComponents.exporters.prometheus,
      when(quickwitOtlp.available, ownComponents.exporters.quickwit, ownComponents.exporters.nothing),
    ],
  };
  return (['receivers', 'processors', 'exporters'] as const).flatMap((kind) => {
    const addedNames = found(
      `added-${kind}`,
      `The ${kind} that a deployer adds, each in brackets.`,
      added[kind].map((components) => entries(components, (name) => inBrackets(name))),
    );
    const allNames = found(`all-${kind}`, `The ${kind} that there are, each in brackets.`, [
      ...own[kind].map((name) => inBrackets(name as Expr<string> | string)),
      addedNames,
    ]);
    const field = `extra${kind.charAt(0).toUpperCase()}${kind.slice(1)}` as const;
    const where = `otelCollector.${field}${kind === 'processors' ? '' : ' and otelCollector.extraConnectors'}`;
    const unknownOf = (names: Names, known: Expr<string>) =>
      each(names, (name) => when<string>(not(contains(inBrackets(name), known)), name));
    const ofSignals = (['traces', 'metrics', 'logs'] as const).map((signal) => {
      const names = listOf(values, signal, kind);
      return rule(
        names,
        found(`unknown-${kind}-of-${signal}`, `Added ${kind} of ${signal} that do not exist.`, [
          unknownOf(names, addedNames),
        ]),
        `must name ${kind} of ${where} only, since those of the chart are there already`,
      );
    });
    const ofPipelines = rule(
      values.extraPipelines,
      found(`unknown-${kind}`, `The ${kind} of added pipelines that do not exist.`, [
        entries(values.extraPipelines, (_, pipeline) => unknownOf(pipeline[kind] as Names, allNames)),
      ]),
      `must name ${kind} of ${where} and of the chart only; the memory limiter is added to all`,
    );
    return [...ofSignals, ofPipelines];
  });
}

const listOf = ({ pipelines }: CollectorValues, signal: 'traces' | 'metrics' | 'logs', kind: Kind): Names => {
  const { extraReceivers, extraProcessors, extraExporters } = pipelines[signal];
  return { receivers: extraReceivers, processors: extraProcessors, exporters: extraExporters }[kind];
};
