/** The state folder: what survives a restart, and who is using it now. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commandLine } from './guarded.mjs';

/** Another launcher uses this state folder. */
export class AlreadyRunning extends Error {
  /** @param {number} pid @param {string} state */
  constructor(pid, state) {
    const gateway = readRun(state)?.gateway;
    super(
      `The system is running already (process ${pid}${gateway ? `, ${gateway}` : ''}). End it with Ctrl-C in its terminal or "kill ${pid}", or start a second one beside it with "--state <other folder>".`,
    );
    this.name = 'AlreadyRunning';
  }
}

/**
 * Takes the state folder for this process.
 * @param {string} state @returns {() => void} gives it back @throws AlreadyRunning
 */
export function lockState(state) {
  mkdirSync(state, { recursive: true, mode: 0o755 });
  const file = join(state, 'launcher.pid');
  for (;;) {
    try {
      writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
      if (pid > 1 && pid !== process.pid && commandLine(pid).includes('start.mjs'))
        throw new AlreadyRunning(pid, state);
      rmSync(file, { force: true }); // left by a launcher that was killed
    }
  }
}

/** The process id of the launcher that uses a state folder, if one does. @param {string} state @returns {number | undefined} */
export function runningLauncher(state) {
  const file = join(state, 'launcher.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  return pid > 1 && pid !== process.pid && commandLine(pid).includes('start.mjs') ? pid : undefined;
}

/**
 * `kafka`: the password of each user of our own broker.
 * @typedef {{
 *   databases: Record<string, { owner: string, service: string }>, oidcClientSecret: string, kafka: import('./kafka.mjs').Users
 * }} Secrets
 */

/**
 * The passwords that this system made up for itself; made once, then kept.
 * @param {string} folder @param {readonly string[]} services @returns {Secrets}
 */
export function keepSecrets(folder, services) {
  const file = join(folder, 'secrets.json');
  /** @type {Partial<Secrets>} */
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const secret = () => randomBytes(18).toString('base64url');
  const secrets = {
    databases: Object.fromEntries(
      services.map((service) => [
        service,
        kept.databases?.[service] ?? { owner: secret(), service: secret() },
      ]),
    ),
    oidcClientSecret: kept.oidcClientSecret ?? secret(),
    kafka: Object.assign(
      { operator: kept.kafka?.operator ?? secret() },
      ...services.map((service) => ({ [service]: kept.kafka?.[service] ?? secret() })),
    ),
  };
  writePrivately(file, secrets);
  return secrets;
}

/** Replaces a JSON file in one step, readable by its owner alone. @param {string} file @param {unknown} content */
export function writePrivately(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** The run file of a state folder, if there is one. @param {string} state @returns {{ ready?: boolean, gateway?: string } | undefined} */
export function readRun(state) {
  const file = join(state, 'run.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
