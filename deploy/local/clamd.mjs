import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lastLines, startGuarded } from './guarded.mjs';

/** What to install, in one sentence. */
export const howToInstall =
  'There is no clamd, which the tests scan documents with: install ClamAV (Debian: apt-get install clamav-daemon).';

/** Is the daemon here? @returns {boolean} */
export function hasClamd() {
  return spawnSync('clamd', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Installs the daemon where that is possible: on Debian, as root. @returns {boolean} whether it is here then */
export function installClamd() {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'clamav-daemon']])
    spawnSync('apt-get', args, { ...options, stdio: 'ignore' });
  return hasClamd();
}

/** The harmless text that every scanner finds (eicar.org), in hexadecimal. */
const eicar =
  '58354f2150254041505b345c505a58353428505e2937434329377d2445494341522d5354414e444152442d414e544956495255532d544553542d46494c452124482b482a';

/**
 * Starts a daemon that knows one signature, EICAR's: nothing has to be fetched for it. Further ones may be written into
 * `<state>/clamd/signatures`. @param {string} state @param {number} port
 */
export async function startClamd(state, port) {
  const folder = join(resolve(state), 'clamd');
  const signatures = join(folder, 'signatures');
  mkdirSync(signatures, { recursive: true });
  writeFileSync(join(signatures, 'eicar.ndb'), `Eicar-Test-Signature:0:*:${eicar}\n`);
  const settings = join(folder, 'clamd.conf');
  // An entry of an archive beyond MaxFileSize is cut off there without a word; beyond MaxScanSize it is told (ClamAV 1.4).
  const limits = ['StreamMaxLength 60M', 'MaxFileSize 200M', 'MaxScanSize 200M', 'AlertExceedsMax yes'];
  const where = [`DatabaseDirectory ${signatures}`, `TCPSocket ${port}`, 'TCPAddr 127.0.0.1'];
  writeFileSync(settings, ['Foreground yes', 'MaxThreads 2', ...where, ...limits, ''].join('\n'));
  const logFile = join(folder, 'clamd.log');
  const daemon = startGuarded({
    command: 'clamd',
    args: ['-c', settings],
    signal: 'TERM',
    pidFile: join(folder, 'clamd.pid'),
    logFile,
    cwd: folder,
  });
  for (const deadline = Date.now() + 60_000; !(await answers(port));) {
    if (!daemon.isRunning() || Date.now() > deadline)
      throw new Error(`clamd does not come up:\n${lastLines(logFile)}`);
    await delay(100);
  }
  return { address: `127.0.0.1:${port}`, stop: daemon.stop };
}

/** @param {number} port @returns {Promise<boolean>} */
function answers(port) {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('zPING\0'));
    socket.once('data', () => done(true)).once('error', () => done(false));
    socket.once('data', () => socket.destroy());
  });
}
