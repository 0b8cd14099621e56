// @ts-check
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Longer than a service takes to drain by itself (ten seconds). */
const drainMs = 15_000;
const largestLog = 10 * 1024 * 1024;

/**
 * Starts one of our own programs. It has a channel to us, whose end tells it that we are gone (`end-with-launcher.mjs`).
 * @param {{
 *   args: string[], env: Record<string, string>, logFile: string, cwd: string, inherited?: NodeJS.ProcessEnv
 * }} options `inherited`: our own environment
 * @returns {Promise<import('./supervisor.mjs').Running>}
 */
export async function startNode({ args, env, logFile, cwd, inherited = process.env }) {
  const log = openLog(logFile);
  const child = spawn(process.execPath, args, {
    cwd,
    // PATH, HOME and the like stay; of the launcher's own settings a service gets exactly its row of the table.
    env: { ...withoutSettings(inherited), ...env },
    stdio: ['ignore', log, log, 'ipc'],
    detached: true, // Ctrl-C reaches the launcher alone, which drains in order
  });
  closeSync(log);
  const exited = /** @type {Promise<string>} */ (
    new Promise((resolve) => {
      child.on('error', (error) => resolve(error.message));
      child.on('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    })
  );
  return {
    pid: child.pid ?? -1,
    exited,
    kill: () => void child.kill('SIGKILL'),
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), drainMs);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** @param {NodeJS.ProcessEnv} environment */
function withoutSettings({ DATABASE_URL: _d, KAFKA_BROKERS: _k, SMTP_URL: _s, NODE_OPTIONS: _n, ...rest }) {
  return rest;
}

/** Appends to the log; the one before it is kept when it grew large. @param {string} file @returns {number} */
function openLog(file) {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > largestLog) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}
