import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inherited } from './handed-over';

/** Runs once after all tests: ends what the set-up started and removes its files. */
export default async function tearDown(): Promise<void> {
  await globalThis.stopTestInfrastructure?.();
  const { folder } = inherited();
  if (!folder) return;
  await endWholeSystem(join(folder, 'system', 'launcher.pid'));
  rmSync(folder, { recursive: true, force: true });
}

/** Ends the system that end-to-end tests started, and waits for it: its files are removed next. */
async function endWholeSystem(pidFile: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  const deadline = Date.now() + 30_000;
  for (let signal: NodeJS.Signals | 0 = 'SIGINT'; isRunning(pid, signal); signal = 0) {
    if (Date.now() > deadline)
      throw new Error(`the system of the end-to-end tests (process ${pid}) did not end`);
    await delay(100);
  }
}

/** Sends a signal, or only looks. */
function isRunning(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
