import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { readRunFile, type RunFile, waitFor } from '#portal-client';
import { readBenchConfig } from '../config';

/** How long a start may take: dependencies and build of a checkout included. */
const startMs = 600_000;

/** A whole system that the benchmark started, beside whatever else runs. */
export interface OwnSystem {
  readonly run: RunFile;
  readonly launcherPid: number;
  /** Ends it as Ctrl-C does; its data stays in its state folder. */
  stop(): Promise<void>;
}

/**
 * Starts a system as `npm start -- --state <folder>` does and waits until it is ready.
 * @param checkout the work tree whose build is started; it may be another one than ours
 * @param state its state folder; what an earlier start left there is used again
 * @throws Error when it does not become ready; what the launcher said stands on standard error
 */
export async function startSystem(checkout: string, state: string): Promise<OwnSystem> {
  const { node, PATH } = nodeOf(checkout);
  const launcher = spawn(node, [join(checkout, 'deploy/local/start.mjs'), '--state', state], {
    cwd: checkout,
    env: { ...readBenchConfig().environment, PATH, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let ended: string | undefined;
  launcher.once('exit', (code, signal) => (ended = signal ?? `exit code ${code}`));
  const stop = async (): Promise<void> => {
    if (ended !== undefined) return;
    launcher.kill('SIGINT');
    await once(launcher, 'exit');
  };
  try {
    const run = await waitFor(
      'the system of the benchmark',
      () => {
        if (ended !== undefined) throw new Error(`The system of ${checkout} did not start (${ended}).`);
        return readRunFile(state).catch(() => undefined);
      },
      startMs,
    );
    return { run, launcherPid: launcher.pid ?? -1, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * The Node that a work tree runs under: ours is this one; another's is the one that its dependencies bring, else the
 * machine's, and not the one that npm put first in the PATH of our scripts.
 */
function nodeOf(checkout: string): { node: string; PATH: string } {
  const { root, environment } = readBenchConfig();
  const { PATH = '' } = environment;
  if (checkout === root) return { node: process.execPath, PATH };
  const brought = join(checkout, 'node_modules/.bin');
  const ofTheMachine = PATH.split(delimiter).filter((folder) => !folder.endsWith('node_modules/.bin'));
  return existsSync(join(brought, 'node'))
    ? { node: join(brought, 'node'), PATH: [brought, ...ofTheMachine].join(delimiter) }
    : { node: 'node', PATH: ofTheMachine.join(delimiter) };
}
