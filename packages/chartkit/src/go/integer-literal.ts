/** Decimal, octal with a bare 0, hexadecimal, octal and binary digits; an underscore may stand between digits. */
const literal =
  /^([-+]?)(0|[1-9](?:_?[0-9])*|0_?[0-7](?:_?[0-7])*|0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+)$/;

/** The integer that a text is as a literal of Go (`strconv.ParseInt` with base 0), of any size; none if it is not one. */
export function parseIntegerLiteral(text: string): bigint | undefined {
  const [, sign, written] = literal.exec(text) ?? [];
  if (written === undefined) return undefined;
  const digits = written.replaceAll('_', '');
  const magnitude = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return sign === '-' ? -magnitude : magnitude;
}
