import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename, dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Git answers at once or not at all, in ms. */
const patienceMs = 2_000;

/**
 * Who changed a file as it stands: `commit <id> by <author>` where it stands so in a commit, else `operator <user>`, the one whose
 * file it is.
 */
export async function changedBy(file: string): Promise<string> {
  return (await commitOf(file)) ?? (await ownerOf(file)) ?? 'operator unknown';
}

async function commitOf(file: string): Promise<string | undefined> {
  const git = async (...wish: string[]): Promise<string> => {
    const options = {
      cwd: dirname(file),
      timeout: patienceMs,
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
    };
    const { stdout } = await run('git', [...wish, '--', basename(file)], options);
    return stdout.trim();
  };
  try {
    const isAsCommitted = (await git('status', '--porcelain', '--ignored')) === '';
    const commit = isAsCommitted ? await git('log', '-1', '--format=%H by %an') : '';
    return commit === '' ? undefined : `commit ${commit}`;
  } catch {
    // No git here, or no repository.
    return undefined;
  }
}

async function ownerOf(file: string): Promise<string | undefined> {
  try {
    const { uid } = await stat(file);
    const self = userInfo();
    return `operator ${uid === self.uid ? self.username : `uid ${uid}`}`;
  } catch {
    return undefined;
  }
}
