import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startNode } from '../node-process.mjs';

/** Preloaded into our programs by the launcher. */
export const preload = ['--import', resolve(__dirname, '../end-with-launcher.mjs')];

/** A folder with a program in it, which writes what it does to `log`. */
export function program(source: string): { folder: string; file: string; log: () => string } {
  const folder = mkdtempSync(join(tmpdir(), 'program-'));
  const file = join(folder, 'program.mjs');
  writeFileSync(file, source);
  return { folder, file, log: () => readFileSync(join(folder, 'log'), 'utf8') };
}

/** A service in small: runs until SIGTERM, then drains. */
export const service = `
  setInterval(() => undefined, 1000);
  process.once('SIGTERM', () => { console.log('drained'); process.exit(0); });
  console.log('started');
`;

export function launch(
  { folder, file }: { folder: string; file: string },
  inherited: NodeJS.ProcessEnv = process.env,
) {
  return startNode({
    args: [...preload, file],
    env: {},
    logFile: join(folder, 'log'),
    cwd: folder,
    inherited,
  });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
