import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';

const guardScript = fileURLToPath(new URL('guard.sh', import.meta.url));

/**
 * A process that is not ours to write (PostgreSQL, Kafka) and ends with this one, even when this one is killed. `exited`
 * says how it ended.
 * @typedef {{
 *   pid: number, exited: Promise<string>, isRunning: () => boolean, stop: () => Promise<void>, kill: () => void
 * }} GuardedProcess
 */

/**
 * Starts a command behind `guard.sh`. Its output goes to `logFile`, its process id to `pidFile`.
 * @param {{
 *   command: string, args: string[], signal: 'INT' | 'TERM', pidFile: string, logFile: string,
 *   cwd: string, env?: NodeJS.ProcessEnv, user?: { uid: number, gid: number } | undefined
 * }} options `signal` asks the command to end in good order.
 * @returns {GuardedProcess}
 */
export function startGuarded({ command, args, signal, pidFile, logFile, cwd, env, user }) {
  const log = openSync(logFile, 'a');
  const guard = spawn('/bin/sh', [guardScript, signal, pidFile, command, ...args], {
    cwd,
    env: env ?? process.env,
    stdio: ['pipe', log, log],
    // An own process group: Ctrl-C reaches the launcher alone, which then drains in order.
    detached: true,
    ...user,
  });
  closeSync(log);
  let running = true;
  const exited = /** @type {Promise<string>} */ (
    new Promise((resolve) => {
      const done = (/** @type {string} */ how) => {
        running = false;
        resolve(how);
      };
      guard.on('error', ({ message }) => done(message));
      guard.on('exit', (code, signal) => done(signal ?? `exit code ${code}`));
    })
  );
  guard.stdin?.on('error', () => undefined); // a command that is gone closes its end first
  guard.unref();
  /** @type {import('node:net').Socket} */ (guard.stdin)?.unref();
  return {
    pid: guard.pid ?? -1,
    exited,
    isRunning: () => running,
    stop: async () => {
      // Keeps the event loop alive until the process has really ended.
      guard.ref();
      guard.stdin?.end();
      await exited;
    },
    kill: () => {
      if (running && guard.pid) process.kill(-guard.pid, 'SIGKILL');
    },
  };
}

/**
 * Ends what an earlier run left behind (its guard was killed too, or the machine is still shutting it down).
 * @param {string} pidFile
 * @param {string} marker text that the command line of the process must contain, so that a re-used process id is left alone
 * @param {NodeJS.Signals} signal
 */
export async function endLeftOver(pidFile, marker, signal) {
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  if (Number.isInteger(pid) && pid > 1) {
    const isRunning = () => commandLine(pid).includes(marker);
    if (isRunning()) process.kill(pid, signal);
    const deadline = Date.now() + 20_000;
    // A process that has ended but was not yet taken leave of still holds its lock files.
    while (isRunning() || commandLine(pid).includes('<defunct>')) {
      if (Date.now() > deadline && isRunning()) process.kill(pid, 'SIGKILL');
      if (Date.now() > deadline + 5_000) break;
      await delay(50);
    }
  }
  rmSync(pidFile, { force: true });
}

/**
 * The command line of a process, empty when there is none; `<defunct>` for one that has ended and was not yet taken leave of.
 * @param {number} pid @returns {string}
 */
export function commandLine(pid) {
  try {
    // Small Linux images have no `ps`.
    if (process.platform === 'linux') {
      const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return args || (/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')) ? '<defunct>' : '');
    }
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** The last lines of a log file, for an error message. @param {string} logFile @param {number} [lines] @returns {string} */
export function lastLines(logFile, lines = 15) {
  if (!existsSync(logFile)) return '(no log)';
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}
