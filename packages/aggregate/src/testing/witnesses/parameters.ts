import ts from 'typescript';

import type { TestCall } from './declarations.js';

/** The texts that a parameter has in the runs of a test. */
export type Parameters = ReadonlyMap<string, readonly string[]>;

/** The parameters that the rows of `each` give to the function of a test or block. */
export function parametersOf({ call, rows }: TestCall): readonly (readonly [name: string, texts: readonly string[]])[] {
  const run = call.arguments.find((argument) => ts.isArrowFunction(argument) || ts.isFunctionExpression(argument));
  if (rows === undefined || run === undefined) return [];
  const cases = elementsOf(rows);
  return (run as ts.ArrowFunction).parameters.map(({ name }, index) => [
    name.getText(),
    cases.flatMap((one) => {
      const cell = ts.isArrayLiteralExpression(one) ? one.elements[index] : index === 0 ? one : undefined;
      return cell !== undefined && ts.isStringLiteralLike(cell) ? [cell.text] : [];
    }),
  ]);
}

/** The texts of an argument: a literal, or a parameter. Nothing if it cannot be read. */
export const resolved = (argument: ts.Expression, parameters: Parameters): readonly string[] =>
  ts.isStringLiteralLike(argument) ? [argument.text] : (parameters.get(argument.getText()) ?? []);

/** The elements of an array literal, or of a constant of the file that is one. */
function elementsOf(expression: ts.Expression): readonly ts.Expression[] {
  const plain = ts.isAsExpression(expression) ? expression.expression : expression;
  if (ts.isArrayLiteralExpression(plain)) return plain.elements;
  if (!ts.isIdentifier(plain)) return [];
  const constant = plain
    .getSourceFile()
    .statements.filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .find(({ name }) => name.getText() === plain.text);
  return constant?.initializer === undefined ? [] : elementsOf(constant.initializer);
}
