export type { Answer, PlacedFinding } from './answers.js';
export { answerProblems, parseAnswers } from './answers.js';
export type { Finding } from './finding.js';
export { scan, scannerNames } from './scan.js';
