// @ts-check
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Runs once after all tests: ends what the set-up started and removes its files. */
export default async function tearDown() {
  await /** @type {{ stopTestInfrastructure?: () => Promise<void> }} */ (
    globalThis
  ).stopTestInfrastructure?.();
  const folder = process.env['TEST_FOLDER'];
  if (folder) await endWholeSystem(join(folder, 'system', 'launcher.pid'));
  if (folder) rmSync(folder, { recursive: true, force: true });
}

/** Ends the system that end-to-end tests started, and waits for it: its files are removed next. @param {string} pidFile */
async function endWholeSystem(pidFile) {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  const deadline = Date.now() + 30_000;
  for (let signal = 'SIGINT'; isRunning(pid, signal); signal = '') {
    if (Date.now() > deadline)
      throw new Error(`the system of the end-to-end tests (process ${pid}) did not end`);
    await delay(100);
  }
}

/** Sends a signal, or only looks. @param {number} pid @param {string} signal @returns {boolean} */
function isRunning(pid, signal) {
  try {
    return process.kill(pid, signal || 0);
  } catch {
    return false;
  }
}
