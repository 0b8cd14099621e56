import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunFile } from '#portal-client';
import { eventually } from './eventually';
import { inherited, type HandedOver } from './handed-over';

const launcher = join(__dirname, '../../../deploy/local/start.mjs');

/** The cities as they are delivered. */
const delivered = join(__dirname, '../../../deploy/tenants');

/** Where the system of this run keeps its data and writes what it says. */
const systemFolder = ({ system, folder = '' }: HandedOver): string => system ?? join(folder, 'system');

/**
 * The whole system as `npm start` starts it, beside any other and with data of its own: one for all end-to-end tests of a
 * run. The first test that asks starts it; the global tear-down ends it. TEST_SYSTEM (the state folder of a system that
 * runs already) is used instead where it is set.
 * @param environment for the launcher beside the usual, e.g. SIGN_IN_PROVIDERS; of the test that asks first
 * @throws Error with the launcher's last words when the system does not become ready within five minutes.
 */
export async function wholeSystem(environment: Readonly<Record<string, string>> = {}): Promise<RunFile> {
  const handedOver = inherited();
  const folder = systemFolder(handedOver);
  if (!handedOver.system && isFirst(folder)) start(folder, environment);
  return eventually(
    'the whole system being ready',
    () => {
      const running = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as RunFile;
      if (running.ready) return running;
      throw new Error(`it is still starting: ${lastWords(folder)}`);
    },
    300_000,
  );
}

/**
 * The folder with the cities' files of the whole system: a copy of the delivered ones, in which a test can put a service of its own.
 * Of a system that runs already (TEST_SYSTEM) it is `tenants` below its state folder, where it was started with one.
 */
export function citiesOfWholeSystem(): string {
  return join(systemFolder(inherited()), 'tenants');
}

/**
 * Ends a process of the whole system and keeps it away while something is done: meanwhile the launcher sleeps, which would start it
 * again. Only within `disturbing`: it disturbs everybody.
 * @param name as in `run.json`, e.g. `mailbox`
 * @returns what came of it, once the process is there again
 */
export async function withoutProcess<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const folder = systemFolder(inherited());
  const pidOf = async () => (await wholeSystem()).processes.find((one) => one.name === name)?.pid;
  const launcherPid = Number(readFileSync(join(folder, 'launcher.pid'), 'utf8'));
  const ended = await eventually(`the process ${name}`, pidOf);
  process.kill(launcherPid, 'SIGSTOP');
  try {
    process.kill(ended, 'SIGKILL');
    return await work();
  } finally {
    process.kill(launcherPid, 'SIGCONT');
    await eventually(
      `the process ${name} being there again`,
      async () => {
        const pid = await pidOf();
        return pid !== undefined && pid !== ended;
      },
      60_000,
    );
  }
}

/** Making a folder is what only one of several test processes can succeed in. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o755 });
    return true;
  } catch {
    return false;
  }
}

function start(folder: string, further: Readonly<Record<string, string>>): void {
  const log = openSync(join(folder, 'launcher.log'), 'a');
  cpSync(delivered, citiesOfWholeSystem(), { recursive: true });
  const { NODE_ENV: _, ...environment } = process.env;
  const child = spawn(process.execPath, [launcher, '--state', folder], {
    env: {
      ...environment,
      PORT: '20080',
      LOG_LEVEL: 'warn',
      TENANTS_DIR: citiesOfWholeSystem(),
      ...further,
    },
    stdio: ['ignore', log, log],
  });
  writeFileSync(join(folder, 'launcher.pid'), String(child.pid));
  child.unref();
}

function lastWords(folder: string): string {
  return readFileSync(join(folder, 'launcher.log'), 'utf8').trim().split('\n').slice(-5).join(' / ');
}
