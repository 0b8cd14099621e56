import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Tells on standard error what is being done: standard output is for results. */
export function report(line: string): void {
  process.stderr.write(`  ${line}\n`);
}

/**
 * The whole of a benchmark's program: a folder for its work, which goes at the end, and the exit code: 0 when every figure
 * holds, 1 when one was missed, 2 when the benchmark failed.
 */
export function benchmark(work: (folder: string) => Promise<0 | 1>): void {
  const folder = mkdtempSync(join(tmpdir(), 'serviceportal-bench-'));
  chmodSync(folder, 0o755); // PostgreSQL may run as another user
  work(folder)
    .catch((error: unknown) => {
      console.error(error);
      return 2;
    })
    .then((code) => {
      rmSync(folder, { recursive: true, force: true });
      process.exitCode = code;
    })
    .catch(console.error);
}
