import { spawn, spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { accessSync, constants } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Chromium without all that a window needs: it takes a third of the processor time. */
const withoutWindow = 'chromium-headless-shell';

/** Names under which Chromium is installed, the one that costs least first. */
const names = [withoutWindow, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** What to do where no browser can be installed from here; one sentence. */
const whatToInstall =
  'There is no browser for the tests that need one: install Chromium (Debian: apt-get install chromium).';

/** The browser on this machine; undefined where there is none. @returns {string | undefined} */
export function findBrowser() {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

/** Whether the browser on this machine is the one that costs least. */
export const isBestBrowser = () => findBrowser()?.endsWith(withoutWindow) === true;

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Installs Debian's Chromium, for the tests that run in a real browser.
 * @throws Error that says what to install, where apt-get is missing or may not install anything
 */
export async function fetchBrowser() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0)
    throw new Error(whatToInstall);
  const options = ['--yes', '--no-install-recommends', '-qq'];
  const install = async (/** @type {string} */ name) => (await apt('install', ...options, name)) === 0;
  const isInstalled =
    (await apt('update', '-qq')) === 0 && ((await install(withoutWindow)) || (await install('chromium')));
  if (!isInstalled) throw new Error(whatToInstall);
}

/** @param {string[]} args @returns {Promise<number>} exit code */
function apt(...args) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const child = spawn('apt-get', args, { stdio: 'ignore', env: environment });
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const browser = findBrowser();
  if (browser === undefined) console.error(whatToInstall);
  else console.log(browser);
  process.exitCode = browser === undefined ? 1 : 0;
}
