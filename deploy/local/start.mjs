/**
 * `npm start`: everything that is missing, then the whole system, until Ctrl-C.
 * `--fresh` begins anew (asks first, unless `--yes`), `--watch` restarts a service when its source changes,
 * `--instances <n>` runs so many of each service side by side, so that one can be ended without anybody noticing (`npm run roll`),
 * `--state <folder>` keeps the state elsewhere than in `.local/`, so that a second system can run beside.
 */
import { rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { build, installDependencies, requireNode, root } from './prepare.mjs';
import { readSettings } from './settings.mjs';
import { lockState, runningLauncher } from './state.mjs';
import { createSteps } from './steps.mjs';

const since = Date.now();
const steps = createSteps();
/** @type {import('./system.mjs').LocalSystem | undefined} */
let system;
/** @type {() => void} */
let unlock = () => undefined;
let ending = 0;

/** Ends in order, then exits. A second wish to end, a second later or more, does not wait any longer. @param {number} code */
async function end(code) {
  // npm passes Ctrl-C on although the terminal already told us: what comes at once is the same wish.
  if (ending > 0 && Date.now() - ending < 1_000) return;
  if (ending > 0) {
    system?.supervisor.killAll();
    unlock();
    process.exit(code || 1);
  }
  ending = Date.now();
  const talk = (/** @type {string} */ text) => void (system && code === 0 && steps.line(text));
  talk('\nEnding: services finish what they are doing (Ctrl-C again to end at once) …');
  await system?.stop();
  talk('Ended. The data stays.');
  unlock();
  process.exit(code);
}

// Where nobody reads any more, or where the disk is full: what cannot be said must not end what runs.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0));
endWithNpm();

try {
  await main();
} catch (error) {
  const ourMistake = error instanceof TypeError || error instanceof ReferenceError;
  steps.line(`\n${ourMistake ? error.stack : error instanceof Error ? error.message : String(error)}`);
  await end(1);
}

async function main() {
  const { values: wish } = parseArgs({
    options: {
      fresh: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
      instances: { type: 'string', default: '1' },
      state: { type: 'string', default: process.env['STATE_DIR'] ?? join(root, '.local') },
    },
  });
  requireNode();
  const instances = Number(wish.instances);
  if (!(Number.isInteger(instances) && instances >= 1 && instances <= 4))
    throw new Error(`--instances ${wish.instances}: it is a number from 1 to 4.`);
  const state = resolve(wish.state);
  const settings = readSettings(process.env, root);
  // What a running system rests on stays as it is; who uses the state is said by the lock.
  if (runningLauncher(state) === undefined) await installDependencies(steps);
  unlock = await lockState(state);
  if (wish.fresh && !(await removeState(state, wish.yes))) return end(0);
  const sources = await build(steps);

  // Only now node_modules can be relied upon.
  const { LocalSystem } = await import('./system.mjs');
  system = new LocalSystem({ settings, state, sources, steps, since, watch: wish.watch, instances });
  await system.start();
  if (wish.watch) {
    const { watchSources } = await import('./watch.mjs');
    watchSources(system.supervisor, steps.line);
  }
}

/**
 * Removes all data after asking. @param {string} state @param {boolean} sure @returns {Promise<boolean>} false when the answer was no
 */
async function removeState(state, sure) {
  const { postgresFolder } = await import('./postgres.mjs');
  const database = postgresFolder(state);
  if (!sure) {
    if (!process.stdin.isTTY)
      throw new Error('--fresh removes all data and nobody can be asked here: add --yes to confirm.');
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await terminal.question(`This removes all data in ${state}. Begin anew? (y/N) `);
    terminal.close();
    if (!/^(y|yes|j|ja)$/i.test(answer.trim())) return false;
  }
  for (const folder of [
    'kafka',
    'keys',
    'inbox',
    'identity-provider',
    'bundid',
    'sign-in',
    'payment',
    'payment-provider',
    'payment',
    'logs',
    'run.json',
  ]) {
    rmSync(join(state, folder), { recursive: true, force: true });
  }
  rmSync(database.startsWith(state) ? database : dirname(database), { recursive: true, force: true });
  return true;
}

/** Started by npm, and npm was ended without passing that on: nobody could end us with Ctrl-C any more. */
function endWithNpm() {
  if (!process.env['npm_lifecycle_event']) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && void end(0), 1_000).unref();
}
