import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Git answers at once or not at all, in ms. */
const patienceMs = 2_000;

/**
 * Who made the files of a folder what they are: `commit <id>`, the one that is checked out, for a file that stands in it as it
 * is; else `operator <user>`, the one whose file it is.
 */
export async function changedBy(folder: string): Promise<(file: string) => Promise<string>> {
  const git = async (...wish: string[]): Promise<string> => {
    // A look changes nothing, not even git's index.
    const look = ['--no-optional-locks', '-C', folder, ...wish];
    return (await run('git', look, { timeout: patienceMs })).stdout.trim();
  };
  try {
    const [commit, root, changes] = await Promise.all([
      git('rev-parse', 'HEAD'),
      git('rev-parse', '--show-toplevel'),
      git('status', '--porcelain', '--ignored', '--untracked-files=all', '--no-renames', '-z', '--', '.'),
    ]);
    const changed = new Set(
      changes.split('\0').map((line) => `${root}/${line.trimStart().replace(/^\S+ +/, '')}`),
    );
    return async (file) => (changed.has(file) ? ownerOf(file) : `commit ${commit}`);
  } catch {
    // No git here, or no repository.
    return ownerOf;
  }
}

async function ownerOf(file: string): Promise<string> {
  try {
    const { uid } = await stat(file);
    const self = userInfo();
    return `operator ${uid === self.uid ? self.username : `uid ${uid}`}`;
  } catch {
    return 'operator unknown';
  }
}
