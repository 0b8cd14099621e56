import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

/** Of Chromium: nothing but what is asked for, and nobody else is spoken to. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A real browser without a window: Chromium, where the launcher finds it. Called in the root of the work tree.
 * @throws Error that says what to install, where there is none: `npm test` installs it where it can
 */
export async function startBrowser(): Promise<Browser> {
  const program = resolve('deploy/local/browser.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr.trim());
  return chromium.launch({ executablePath: stdout.trim(), args: flags });
}
