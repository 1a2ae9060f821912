/** A string, number or boolean that is known when the chart is written. */
export interface LiteralNode {
  readonly kind: 'literal';
  readonly value: string | number | boolean;
}
