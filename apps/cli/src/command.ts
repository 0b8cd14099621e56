import { type CliConfig, readCliConfig } from './config';

/** The whole of a command: a failure is one sentence on standard error, and the exit code 1. */
export function command(work: (config: CliConfig) => Promise<void>): void {
  work(readCliConfig()).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
