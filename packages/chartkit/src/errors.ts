/** What every error of chartkit tells: what is wrong, where, and what to do. */
export interface Diagnosis {
  /** Stable identifier of the kind of error, for tests and tools, such as `expression-in-template-literal`. */
  readonly code: string;
  /** What is wrong, as a sentence without a full stop. */
  readonly problem: string;
  /** Where: a values path, a construct path or a file, whichever the reader can open. */
  readonly location?: string;
  /** What to do about it. */
  readonly remedy?: string;
}

/** The one family of errors that chartkit throws for mistakes of chart authors and deployers. */
export class ChartkitError extends Error {
  readonly code: string;
  readonly problem: string;
  readonly location: string | undefined;
  readonly remedy: string | undefined;

  constructor({ code, problem, location, remedy }: Diagnosis, options?: ErrorOptions) {
    super([location === undefined ? problem : `${location}: ${problem}`, remedy].filter(Boolean).join('. '), options);
    this.name = new.target.name;
    this.code = code;
    this.problem = problem;
    this.location = location;
    this.remedy = remedy;
  }

  /** The same error with the place filled in, for code that knows the place only further up. */
  at(location: string): ChartkitError {
    return this.location === undefined ? new ChartkitError({ ...this.diagnosis, location }, { cause: this }) : this;
  }

  private get diagnosis(): Diagnosis {
    return {
      code: this.code,
      problem: this.problem,
      ...(this.location === undefined ? {} : { location: this.location }),
      ...(this.remedy === undefined ? {} : { remedy: this.remedy }),
    };
  }
}
