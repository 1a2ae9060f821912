/** Names of the definitions that differ between two texts of `definitionsText`. */
export function changedDefinitions(left: string, right: string): readonly string[] {
  const leftLines = linesByName(left);
  const rightLines = linesByName(right);
  const names = new Set([...leftLines.keys(), ...rightLines.keys()]);
  return [...names].filter((name) => leftLines.get(name) !== rightLines.get(name)).sort();
}

function linesByName(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').flatMap((line) => {
    const name = /^"(\w+)":/.exec(line)?.[1];
    return name === undefined ? [] : [[name, line.replace(/,$/, '')] as const];
  });
  return new Map(lines);
}
