/** The state folder: what survives a restart, and who is using it now. */
import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { commandLine } from './guarded.mjs';

/** Another launcher uses this state folder. */
export class AlreadyRunning extends Error {
  /** @param {number | undefined} pid undefined while the other one is only beginning @param {string} state */
  constructor(pid, state) {
    const gateway = readRun(state)?.gateway;
    const where = [pid && `process ${pid}`, gateway].filter(Boolean).join(', ');
    super(
      `The system is running already${where && ` (${where})`}. End it with Ctrl-C in its terminal${pid ? ` or "kill ${pid}"` : ''}, or start a second one beside it with "--state <other folder>".`,
    );
    this.name = 'AlreadyRunning';
  }
}

/**
 * Takes the state folder for this process. On Linux the lock is a name that the kernel gives to one process and takes back when
 * that ends, however it ends: of two that start at once one gets it, and none is ever left behind. Elsewhere, and for
 * people, it is the process id in `launcher.pid`.
 * @param {string} state @returns {Promise<() => void>} gives it back @throws AlreadyRunning
 */
export async function lockState(state) {
  mkdirSync(state, { recursive: true, mode: 0o755 });
  const file = join(state, 'launcher.pid');
  const releaseName = process.platform === 'linux' ? await takeName(state) : () => undefined;
  if (!releaseName || (process.platform !== 'linux' && runningLauncher(state) !== undefined))
    throw new AlreadyRunning(runningLauncher(state), state);
  writeFileSync(file, `${process.pid}\n`); // one that lies there was left by a launcher that was killed
  return () => {
    rmSync(file, { force: true });
    releaseName();
  };
}

/**
 * The name of a state folder among the abstract sockets of the machine, which stand in no file system.
 * @param {string} state @returns {Promise<(() => void) | undefined>} gives it back; undefined when another process has it
 */
async function takeName(state) {
  const name = createHash('sha256').update(realpathSync(state)).digest('hex');
  const holder = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    holder.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    holder.listen({ path: `\0serviceportal-${name}` }, () => {
      holder.unref();
      resolve(() => void holder.close());
    });
  });
}

/** The process id of the launcher that uses a state folder, if one says so there. @param {string} state @returns {number | undefined} */
export function runningLauncher(state) {
  const file = join(state, 'launcher.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  return pid > 1 && pid !== process.pid && commandLine(pid).includes('start.mjs') ? pid : undefined;
}

/** The secret that identity shares with the stand-in for Google. @param {string} state @returns {string} its file */
export const googleSecretIn = (state) => join(state, 'sign-in', 'google-client-secret');

/** Certificates and secrets that payment shares with the stand-in for payment providers. @param {string} state @returns {string} their folder */
export const paymentKeysIn = (state) => join(state, 'payment');

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
