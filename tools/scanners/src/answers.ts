import { parse } from 'yaml';

import type { Finding } from './finding.js';

/** Why some findings are not followed. */
export interface Answer {
  readonly reason: string;
  /** Scanners and checks, such as `checkov CKV_K8S_9`. */
  readonly checks: readonly string[];
  /** Kinds and names of the objects, such as `StatefulSet web`; all objects without it. */
  readonly objects?: readonly string[];
  /** The sets of values that have the finding; all of them without it. */
  readonly values?: readonly string[];
}

/** A finding and the set of values that has it. */
export interface PlacedFinding extends Finding {
  readonly values: string;
}

/**
 * Reads answers from YAML: a list of maps.
 *
 * @throws Error with the number of the answer that is none
 */
export function parseAnswers(text: string): readonly Answer[] {
  const answers: unknown = parse(text);
  if (!Array.isArray(answers)) throw new Error('Answers are a list of maps with reason, checks, objects and values.');
  return answers.map((answer: unknown, index) => {
    if (!isAnswer(answer)) {
      throw new Error(
        `Answer ${String(index + 1)} must have a reason, a sentence, and checks, a list; objects and values may be lists.`,
      );
    }
    return answer;
  });
}

const keys = new Set(['reason', 'checks', 'objects', 'values']);
const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');

function isAnswer(value: unknown): value is Answer {
  if (typeof value !== 'object' || value === null) return false;
  const { reason, checks, objects, values } = value as Partial<Record<keyof Answer, unknown>>;
  return (
    Object.keys(value).every((key) => keys.has(key)) &&
    typeof reason === 'string' &&
    reason.trim().endsWith('.') &&
    isTexts(checks) &&
    [objects, values].every((list) => list === undefined || isTexts(list))
  );
}

/** What is wrong: findings without an answer, and parts of answers that no finding needs. A sentence each. */
export function answerProblems(findings: readonly PlacedFinding[], answers: readonly Answer[]): readonly string[] {
  const needed = new Map<Answer, PlacedFinding[]>(answers.map((answer) => [answer, []]));
  const unanswered = new Map<string, string[]>();
  for (const finding of findings) {
    const answer = answers.find((candidate) => isAnswered(finding, candidate));
    if (answer !== undefined) needed.get(answer)?.push(finding);
    else {
      const sentence = `${finding.object}: ${finding.check} (${finding.title}) has no answer`;
      unanswered.set(sentence, [...(unanswered.get(sentence) ?? []), finding.values]);
    }
  }
  return [
    ...[...unanswered].map(([sentence, values]) => `${sentence}, with the values ${values.join(', ')}`),
    ...answers.flatMap((answer) => unneeded(answer, needed.get(answer) ?? [])),
  ];
}

const isAnswered = ({ check, object, values }: PlacedFinding, answer: Answer): boolean =>
  answer.checks.includes(check) &&
  (answer.objects?.includes(object) ?? true) &&
  (answer.values?.includes(values) ?? true);

function unneeded({ checks, objects = [], values = [] }: Answer, findings: readonly PlacedFinding[]) {
  const missing = (listed: readonly string[], key: 'check' | 'object' | 'values') =>
    listed.filter((item) => !findings.some((finding) => finding[key] === item));
  return [
    ...missing(checks, 'check'),
    ...missing(objects, 'object').map((object) => `${object} below ${checks.join(', ')}`),
    ...missing(values, 'values').map((set) => `${set} below ${checks.join(', ')}`),
  ].map((part) => `No finding needs the answer for ${part}: remove it`);
}
