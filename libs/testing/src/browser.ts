import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

/** A program of the launcher: it prints where the browser of this machine is. */
const program = resolve(__dirname, '../../../deploy/local/browser.mjs');

/**
 * A real browser without a window.
 * @throws Error that says what to install, where there is none: `npm test` installs it where it can
 */
export async function startBrowser(): Promise<Browser> {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr.trim());
  return chromium.launch({ executablePath: stdout.trim(), args: ['--no-sandbox', '--disable-gpu'] });
}
