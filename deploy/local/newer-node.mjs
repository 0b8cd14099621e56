/**
 * The product runs under Node 24.7 or newer (it hashes passwords with Argon2). Where the machine's Node is older, the dependencies bring one (optionalDependencies
 * `node-<system>-<processor>`): npm puts it first in the PATH of every script, so that only the run that installs them has to
 * change over. Only Node's own modules here.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

/** @throws Error naming the version that is needed, when this Node cannot even install the dependencies */
export function requireNode() {
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(`Node ${process.versions.node} is too old: install Node 24.`);
}

/** Is the product to run under another Node than this one? */
export const isOld = major < 24 || (major === 24 && minor < 7);

/** @param {string} root of the work tree @returns {string} the Node that the dependencies bring, if they do for this machine */
export const broughtNode = (root) => join(root, 'node_modules/.bin/node');

/**
 * Runs this very program again under the Node that the dependencies bring, and ends as it ends.
 * @param {string} root of the work tree @returns {Promise<never>} @throws Error when they bring none for this machine
 */
export async function goOnUnderNewerNode(root) {
  const node = broughtNode(root);
  if (!existsSync(node)) {
    throw new Error(
      `Node ${process.versions.node} is too old, and there is no newer one for ${process.platform} ${process.arch} among the dependencies: install Node 24.`,
    );
  }
  const child = spawn(node, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH']}` },
  });
  // From here on it is the other one that decides what a signal means.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.removeAllListeners(signal);
    process.on(signal, () => child.kill(signal));
  }
  // npm was ended without passing that on.
  const parent = process.ppid;
  if (process.env['npm_lifecycle_event'])
    setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1_000);
  const [code, signal] = await once(child, 'exit');
  process.exit(code ?? 128 + constants.signals[/** @type {NodeJS.Signals} */ (signal)]);
}
