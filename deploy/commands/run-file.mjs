import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Where `npm start` keeps its state, unless `--state` or `STATE_DIR` says otherwise. */
export const defaultStateDirectory = path.resolve(import.meta.dirname, '../../.local');

/**
 * The banner for programs that a running system leaves behind (`.local/run.json`).
 *
 * @param {string} [stateDirectory] the launcher's `--state` directory
 * @returns {Promise<import('./run-file.d.mts').RunFile>}
 * @throws {Error} one sentence that says what to do when no system runs
 */
export async function readRunFile(stateDirectory = process.env.STATE_DIR ?? defaultStateDirectory) {
  const file = path.join(stateDirectory, 'run.json');
  let text;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw new Error(`No running system found (${file} does not exist). Start one with: npm start`);
  }
  const run = JSON.parse(text);
  if (!run.ready) throw new Error('The system is still starting. Wait for its banner, then try again.');
  return run;
}
