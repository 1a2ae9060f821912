/**
 * A float64 as a Go template prints it (`%v`): the shortest digits that read back as the same number, with an exponent of at
 * least two digits below 1e-04 and from 1e+06 on. Every number of a values file is a float64 to Helm, also `replicas: 3`.
 */
export function goFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  // Between these bounds JavaScript prints the same shortest digits, and no exponent.
  if (exponent >= -4 && exponent < 6) return String(value);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
