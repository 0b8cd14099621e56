/** One thing that is wrong in one file. */
export interface ConfigurationProblem {
  /** Path of the file or folder as it was opened. */
  readonly file: string;
  /** Where in it: `line 12, /fee/amountCents`; empty when the file as a whole is meant. */
  readonly place: string;
  /** What is wrong and what to write instead. */
  readonly reason: string;
}

/** The configuration cannot be used. Carries every problem of a start, so that one look at the output mends them all. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly ConfigurationProblem[]) {
    const lines = problems.map(({ file, place, reason }) =>
      [file, place, reason].filter((part) => part !== '').join(': '),
    );
    super(
      problems.length === 1
        ? `The configuration is wrong. ${lines[0]}`
        : `The configuration is wrong in ${problems.length} places:\n${lines.map((line) => `  ${line}`).join('\n')}`,
    );
    this.name = 'ConfigurationError';
  }
}
