/** One thing that is wrong in one file. */
export interface ConfigurationProblem {
  /** Path of the file or folder as it was opened. */
  readonly file: string;
  /** Counted from 1; absent when the file as a whole is meant. */
  readonly line?: number;
  /** Where in it, as an RFC 6901 JSON pointer; empty when the file as a whole is meant. */
  readonly pointer: string;
  /** What is wrong, and what is allowed instead. */
  readonly reason: string;
}

/**
 * A problem in one line: `duisburg/services/hundesteuer.yaml:12, /office: tenant.yaml has no office "zoo"; …`.
 * @param below the folder from which on files are named; without it they are named as they were opened
 */
export function sayProblem({ file, line, pointer, reason }: ConfigurationProblem, below?: string): string {
  const name = below !== undefined && file.startsWith(`${below}/`) ? file.slice(below.length + 1) : file;
  const place = [line === undefined ? name : `${name}:${line}`, pointer].filter((part) => part !== '');
  return `${place.join(', ')}: ${reason}`;
}

/** That something is wrong with a file or folder as a whole. */
export function wholeFile(file: string, reason: string): ConfigurationProblem {
  return { file, pointer: '', reason };
}

/** The configuration cannot be used. Carries every problem, so that one look at the output mends them all. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly ConfigurationProblem[]) {
    const lines = problems.map((problem) => sayProblem(problem));
    super(
      problems.length === 1
        ? `The configuration is wrong. ${lines[0]}`
        : `The configuration is wrong in ${problems.length} places:\n${lines.map((line) => `  ${line}`).join('\n')}`,
    );
    this.name = 'ConfigurationError';
  }
}
