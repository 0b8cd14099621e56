import { resolve } from 'node:path';

/** Where the benchmarks find what they start, and where they keep their results. */
export interface BenchConfig {
  /** The root of the work tree: npm runs its scripts there. */
  readonly root: string;
  /** Results for programs, one file per benchmark. */
  readonly results: string;
  /** What every process of a benchmark needs of the environment. */
  readonly environment: NodeJS.ProcessEnv;
}

export function readBenchConfig(): BenchConfig {
  return { root: process.cwd(), results: resolve('.local/bench'), environment: { ...process.env } };
}
