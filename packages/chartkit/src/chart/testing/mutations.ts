/** A way in which a printer or evaluator may be wrong: in one file of `src`, a text that stands there once is exchanged. */
export interface Mutation {
  readonly wrong: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const mutation = (wrong: string, file: string, from: string, to: string): Mutation => ({ wrong, file, from, to });

/** Mistakes that have been made in charts and renderers, each of which the comparison with Helm must find. */
export const mutations: readonly Mutation[] = [
  mutation(
    'integers reach functions as fractions',
    'helm/pipeline.ts',
    "return made.form === 'pipe' ? `(${made.text} | int64)` : `(int64 ${parenthesise(made)})`;",
    'return parenthesise(made);',
  ),
  mutation(
    'texts are printed without quotes',
    'helm/scalar.ts',
    "    case 'string':\n      return action(`${pipelineCode(node, scope)} | quote`);",
    "    case 'string':\n      return action(pipelineCode(node, scope));",
  ),
  mutation('literal braces are not escaped', 'helm/escape.ts', `text.replaceAll('{{', '{{ "{{" }}')`, 'text'),
  mutation(
    'structures are indented too little',
    'helm/value-lines.ts',
    'const indent = `nindent ${String(place.indent)}`',
    'const indent = `nindent ${String(place.indent - 2)}`',
  ),
  mutation(
    'what is there but empty counts as absent',
    'helm/presence-code.ts',
    'if (key !== undefined) return `hasKey',
    'if (false) return `hasKey',
  ),
  mutation('empty fields are printed', 'helm/fields.ts', 'if (mayVanish(node)) {', 'if (false) {'),
  mutation('an empty text counts as set', 'go/is-empty.ts', "value === '' || ", ''),
  mutation(
    'maps are ranged over backwards',
    'go/compare-keys.ts',
    'return rank(leftUnit) - rank(rightUnit);',
    'return rank(rightUnit) - rank(leftUnit);',
  ),
  mutation('JSON is not escaped as in Go', 'go/go-json.ts', '/[<>&\\u2028\\u2029]/g', '/[\\u2028\\u2029]/g'),
  mutation(
    'empty structures stay',
    'evaluate/evaluate.ts',
    'isEmptyStructure(value) && mayVanish(node) ? undefined : value',
    'value',
  ),
  mutation(
    'maps replace the defaults',
    'values/merge.ts',
    'isMap(fallback) && isMap(value) ? coalesce(fallback, value, isNotNull) : value',
    'value',
  ),
  mutation('the schema is not enforced', 'evaluate/evaluate-chart.ts', 'if (violations.length > 0)', 'if (false)'),
  mutation('rules are not enforced', 'evaluate/evaluate-chart.ts', 'if (broken.length > 0)', 'if (false)'),
];
