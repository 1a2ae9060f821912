/**
 * What a loop or `with` introduces. Its identity is the object itself; the printer chooses how it is written (`.`,
 * `$item`), the evaluator what it holds.
 */
export interface Variable {
  readonly role: 'item' | 'key' | 'value' | 'bound';
}
