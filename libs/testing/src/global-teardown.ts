import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inherited } from './handed-over';

/** Runs once after all tests: ends what the set-up started and removes its files. */
export default async function tearDown(): Promise<void> {
  const { folder } = inherited();
  if (folder) endWholeSystem(join(folder, 'system', 'launcher.pid'));
  await globalThis.stopTestInfrastructure?.();
  // What the launcher started ends with it, a moment later.
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
}

/** Ends the system that end-to-end tests started; nobody has to finish anything. */
function endWholeSystem(pidFile: string): void {
  if (!existsSync(pidFile)) return;
  try {
    process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
