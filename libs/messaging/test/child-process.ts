import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface Child {
  readonly process: ChildProcess;
  /** What it has printed so far, both streams. */
  output(): string;
  /** Resolves when the process has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Runs a script of `test/child` as a process of its own, which can really be killed. */
export function startChild(script: 'relay' | 'consumer', args: readonly string[]): Child {
  const folder = join(__dirname, 'child');
  const typescript = ['--conditions=repo-source', '--require', join(folder, 'typescript.cjs')];
  const process = spawn('node', [...typescript, join(folder, `${script}.ts`), ...args], { stdio: 'pipe' });
  let output = '';
  for (const stream of [process.stdout, process.stderr])
    stream.on('data', (text: Buffer) => (output += text.toString()));
  const ended = once(process, 'exit').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  return { process, ended, output: () => output };
}
