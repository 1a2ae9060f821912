import ts from 'typescript';

import { resolved, runsOf } from './parameters.js';

/** A test that declares with `shows` what it is evidence of. */
export interface Declaration {
  readonly path: string;
  readonly program: string;
  /** Test file, relative to the root of the repository. */
  readonly file: string;
  /** Title of the test, after those of the blocks around it. */
  readonly title: string;
}

/** What the tests of a file declare, and sentences about what is declared wrongly. */
export interface Declarations {
  readonly declarations: readonly Declaration[];
  readonly problems: readonly string[];
}

/** A block or a test: `it`, `it.each(…)`, `describe`, `describe.each(…)`, `describe.concurrent`. */
export interface TestCall {
  readonly name: string;
  readonly call: ts.CallExpression;
  /** The rows of `each`. */
  readonly rows?: ts.Expression;
}

/** Reads the declarations in the source of a test file. */
export function declarationsOf(file: string, text: string): Declarations {
  if (!text.includes('shows(')) return { declarations: [], problems: [] };
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const declarations: Declaration[] = [];
  const problems: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'shows') {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      const read = readDeclaration(node);
      if (typeof read === 'string') problems.push(`${file}:${String(line)}: ${read}`);
      else declarations.push(...read.map((one) => ({ ...one, file })));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { declarations, problems };
}

function readDeclaration(node: ts.CallExpression): readonly Omit<Declaration, 'file'>[] | string {
  const around = testCallsAround(node);
  const [test] = around;
  const body = node.parent.parent;
  if (test?.name !== 'it' || !ts.isExpressionStatement(node.parent) || body.parent.parent !== test.call)
    return 'shows() must be a statement of a test that always runs (it or it.each)';
  const skipped = around.find(({ name }) => name !== 'it' && name !== 'describe');
  if (skipped !== undefined) return `shows() must be in a test that always runs, but ${skipped.name} is around it`;
  const read = runsOf(around).map((run) => node.arguments.map((argument) => resolved(argument, run)));
  if (read.some((texts) => texts.length < 2 || texts.includes(undefined)))
    return 'shows() needs literals, or parameters that it.each or describe.each of a literal array gives';
  const title = around
    .toReversed()
    .map(({ call }) => titleOf(call))
    .join(' › ');
  const shown = read.flatMap(([path = '', ...programs]) => programs.map((program = '') => ({ path, program, title })));
  return [...new Map(shown.map((one) => [JSON.stringify(one), one])).values()];
}

/** The test and the blocks around a node, the innermost first. */
function testCallsAround(node: ts.Node): readonly TestCall[] {
  const calls: TestCall[] = [];
  for (let { parent } = node; !ts.isSourceFile(parent); { parent } = parent) {
    const test = ts.isCallExpression(parent) ? testCallOf(parent) : undefined;
    if (test !== undefined) calls.push(test);
  }
  return calls;
}

function testCallOf(call: ts.CallExpression): TestCall | undefined {
  const { expression } = call;
  const rows = ts.isCallExpression(expression) ? expression.arguments[0] : undefined;
  const called = (ts.isCallExpression(expression) ? expression.expression : expression).getText();
  if (!/^(it|test|describe)\b/.test(called)) return undefined;
  const name = called.replace(/\.(each|concurrent|sequential)\b/g, '').replace(/^test\b/, 'it');
  return { name, call, ...(rows === undefined ? {} : { rows }) };
}

const titleOf = ({ arguments: [title] }: ts.CallExpression): string =>
  title !== undefined && ts.isStringLiteralLike(title) ? title.text : (title?.getText() ?? '');
