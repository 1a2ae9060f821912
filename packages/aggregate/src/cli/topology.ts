import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { ChartkitError, parseValues } from 'chartkit';

import { topologyDocument } from '../topology/document.js';
import { topologyGraph } from '../topology/graph.js';
import { mermaid } from '../topology/mermaid.js';
import { svg } from '../topology/svg.js';
import { inWorkspace } from './paths.js';

const usage = `Prints who opens connections to whom, and on which ports, for given values.

Usage: topology [--values FILE]... [--format mermaid|svg] [--docs]

  -f, --values FILE     values file, later ones over earlier ones
  -o, --format FORMAT   mermaid (default) or svg
      --docs            writes docs/topology.md and docs/topology.svg for the default values instead
  -h, --help            this text

Exit codes: 0 printed, 1 the values are refused, 2 wrong arguments or an unreadable file.
`;

function fail(message: string, exitCode: 1 | 2): never {
  process.stderr.write(`topology: ${message}\n`);
  process.exit(exitCode);
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      values: { type: 'string', short: 'f', multiple: true, default: [] },
      format: { type: 'string', short: 'o', default: 'mermaid' },
      docs: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const printers = { mermaid, svg };
  const print = Object.entries(printers).find(([name]) => name === values.format)?.[1];
  if (print === undefined) throw new Error(`--format must be mermaid or svg, but is "${values.format}"`);
  return { ...values, print, texts: values.values.map((path) => ({ path, text: readFileSync(path, 'utf8') })) };
}

function attempt<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\nTry --help.`, 2);
  }
}

const given = attempt(readArguments);
const graphOf = (values: readonly ReturnType<typeof parseValues>[]) => {
  const release = { name: 'semantic-explorer', namespace: 'semantic-explorer' };
  return topologyGraph({ release, values }, readFileSync(inWorkspace('CODEOWNERS'), 'utf8'));
};
if (given.help) {
  process.stdout.write(usage);
} else if (given.docs) {
  const graph = graphOf([]);
  writeFileSync(inWorkspace('docs/topology.md'), topologyDocument(graph));
  writeFileSync(inWorkspace('docs/topology.svg'), svg(graph));
} else {
  try {
    process.stdout.write(given.print(graphOf(given.texts.map(({ path, text }) => parseValues(text, path)))));
  } catch (error) {
    if (error instanceof ChartkitError) fail(error.message, 1);
    throw error;
  }
}
