import { ChartkitError } from '../errors.js';
import type { Violation } from '../values/violation.js';

/** Values that a chart does not take: by its schema or by its rules. */
export class RefusedValuesError extends ChartkitError {
  readonly violations: readonly Violation[];

  constructor(violations: readonly Violation[]) {
    super({
      code: 'values-refused',
      problem: `the values are refused:\n${violations.map(({ path, problem }) => `- ${path === '' ? 'values' : path}: ${problem}`).join('\n')}`,
    });
    this.violations = violations;
  }
}
