import type { ProgramLimitations } from '../../limitations.js';
import { limitationNames } from '../../limitations.js';

const needed = ['cannot', 'effect', 'remedy', 'at'] as const;
const sentences = ['effect', 'remedy', 'workaround'] as const;

/** What is wrong with the limitations of a contract: names that no rule knows, and what their readers miss. */
export function limitationProblems({ version, limitations }: ProgramLimitations): readonly string[] {
  const known: readonly string[] = limitationNames;
  return [
    ...(/^(v?\d+(\.\d+)+|RELEASE\.[\dTZ-]+)$/.test(version) ? [] : ['`version` must be the version of the program']),
    ...Object.entries(limitations).flatMap(([name, limitation]) => [
      ...(known.includes(name) ? [] : [`the limitation ${name} is missing in limitationNames`]),
      ...needed.filter((key) => !limitation[key]).map((key) => `the limitation ${name} has no \`${key}\``),
      ...sentences
        .filter((key) => limitation[key]?.endsWith('.'))
        .map((key) => `\`${key}\` of the limitation ${name} must end without a full stop`),
      ...(limitation.refuses !== undefined && limitation.workaround !== undefined
        ? [`the limitation ${name} has both \`refuses\` and \`workaround\``]
        : []),
    ]),
  ];
}
