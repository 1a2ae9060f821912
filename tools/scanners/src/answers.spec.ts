import { describe, expect, it } from 'vitest';

import type { PlacedFinding } from './answers.js';
import { answerProblems, parseAnswers } from './answers.js';

const probe = { check: 'checkov CKV_K8S_9', title: 'Readiness Probe Should be Configured' };
const findings: readonly PlacedFinding[] = [
  { ...probe, object: 'StatefulSet web', values: 'defaults' },
  { ...probe, object: 'StatefulSet web', values: 'production' },
  { ...probe, object: 'Deployment login', values: 'production' },
];

describe('answers to findings', () => {
  it('are complete when they meet every finding, for all objects and values or for named ones', () => {
    expect(answerProblems(findings, [{ reason: 'None.', checks: [probe.check] }])).toEqual([]);
    expect(
      answerProblems(findings, [
        { reason: 'One.', checks: [probe.check], objects: ['StatefulSet web'] },
        { reason: 'Two.', checks: [probe.check], values: ['production'] },
      ]),
    ).toEqual([]);
  });

  it('are missed with the object, the check and the values that have the finding', () => {
    expect(
      answerProblems(findings, [{ reason: 'None.', checks: [probe.check], objects: ['Deployment login'] }]),
    ).toEqual([
      'StatefulSet web: checkov CKV_K8S_9 (Readiness Probe Should be Configured) has no answer, with the values defaults, production',
    ]);
    expect(
      answerProblems(findings.slice(0, 2), [{ reason: 'None.', checks: [probe.check], values: ['defaults'] }]),
    ).toEqual([
      'StatefulSet web: checkov CKV_K8S_9 (Readiness Probe Should be Configured) has no answer, with the values production',
    ]);
  });

  it('are too many when no finding needs a check, an object or a set of values of them', () => {
    expect(
      answerProblems(findings, [
        {
          reason: 'All.',
          checks: [probe.check, 'kube-score pod-probes'],
          objects: ['StatefulSet web', 'Deployment login', 'Job gone'],
          values: ['defaults', 'production', 'minimal'],
        },
        { reason: 'Again.', checks: [probe.check] },
      ]),
    ).toEqual([
      'No finding needs the answer for kube-score pod-probes: remove it',
      'No finding needs the answer for Job gone below checkov CKV_K8S_9, kube-score pod-probes: remove it',
      'No finding needs the answer for minimal below checkov CKV_K8S_9, kube-score pod-probes: remove it',
      'No finding needs the answer for checkov CKV_K8S_9: remove it',
    ]);
  });
});

describe('a file of answers', () => {
  it('is a list of reasons', () => {
    expect(parseAnswers('- reason: Not here.\n  checks: [checkov CKV_K8S_9]\n  values: [defaults]\n')).toEqual([
      { reason: 'Not here.', checks: ['checkov CKV_K8S_9'], values: ['defaults'] },
    ]);
  });

  it.each([
    ['has no reason', 'checks: [checkov CKV_K8S_9]'],
    ['has a reason that is no sentence', 'reason: later\n  checks: [checkov CKV_K8S_9]'],
    ['names no check', 'reason: Not here.\n  checks: []'],
    ['has a key that nobody reads', 'reason: Not here.\n  checks: [checkov CKV_K8S_9]\n  object: [Job web]'],
    ['names one object without a list', 'reason: Not here.\n  checks: [checkov CKV_K8S_9]\n  objects: Job web'],
  ])('is refused when an answer %s', (_, answer) => {
    expect(() => parseAnswers(`- ${answer}\n`)).toThrow('Answer 1 must have a reason, a sentence, and checks');
  });

  it('is refused when it is no list', () => {
    expect(() => parseAnswers('reason: Not here.\n')).toThrow('Answers are a list of maps');
  });
});
