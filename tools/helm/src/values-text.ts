/** Characters that Go's YAML parser refuses or takes for a line break, unless they are written as an escape. */
const unsafe = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Values as the text of a values file (JSON, which is YAML), such that Helm reads back exactly the same values. */
export function valuesText(values: unknown): string {
  return JSON.stringify(values, null, 2).replace(
    unsafe,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
