import ts from 'typescript';

import type { TestCall } from './declarations.js';

/** The texts that the parameters have in a run of a test. */
export type Run = ReadonlyMap<string, string>;

/** The runs of a test: one for each combination of the rows of `each` of the test and of the blocks around it. */
export const runsOf = (calls: readonly TestCall[]): readonly Run[] =>
  calls.reduceRight<readonly Run[]>(
    (runs, call) => runs.flatMap((run) => rowsOf(call).map((row) => new Map([...run, ...row]))),
    [new Map()],
  );

/** The text of an argument, a literal or a parameter; nothing if it cannot be read. */
export const resolved = (argument: ts.Expression, run: Run): string | undefined =>
  ts.isStringLiteralLike(argument) ? argument.text : run.get(argument.getText());

/** The parameters that each row of `each` gives to the function of a test or block. */
function rowsOf({ call, rows }: TestCall): readonly Run[] {
  const run = call.arguments.find((argument) => ts.isArrowFunction(argument));
  const known = rows === undefined || run === undefined ? undefined : elementsOf(rows);
  // It is run all the same, with parameters that cannot be read.
  if (known === undefined || run === undefined) return [new Map()];
  return known.map(
    (row) =>
      new Map(
        run.parameters.flatMap(({ name }, index) => {
          const cell = ts.isArrayLiteralExpression(row) ? row.elements[index] : index === 0 ? row : undefined;
          return cell !== undefined && ts.isStringLiteralLike(cell) ? [[name.getText(), cell.text] as const] : [];
        }),
      ),
  );
}

/** The elements of an array literal, or of a constant of the file that is one. Nothing if it cannot be read. */
function elementsOf(expression: ts.Expression): readonly ts.Expression[] | undefined {
  const plain = ts.isAsExpression(expression) ? expression.expression : expression;
  if (ts.isArrayLiteralExpression(plain)) return plain.elements;
  if (!ts.isIdentifier(plain)) return undefined;
  const constant = plain
    .getSourceFile()
    .statements.filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .find(({ name }) => name.getText() === plain.text);
  return constant?.initializer === undefined ? undefined : elementsOf(constant.initializer);
}
