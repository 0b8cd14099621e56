import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Where the jars lie that the pom in a folder names; another pom has another place. @param {string} folder @returns {string} */
export function jarFolder(folder) {
  const pom = readFileSync(join(folder, 'pom.xml'));
  return join(folder, 'target', `jars-${createHash('sha256').update(pom).digest('hex').slice(0, 12)}`);
}

/**
 * Fetches the jars that the pom in a folder names from Maven Central, unless they are here.
 * @param {string} folder @param {string} what for the error message
 * @param {(progress: string) => void} report told what is being fetched
 * @param {{ unpack?: boolean, prepare?: (fetched: string) => void }} [further] `unpack`: archives are unpacked beside themselves;
 *   `prepare` checks or completes what was fetched, before anybody uses it
 */
export async function fetchJars(folder, what, report, { unpack = false, prepare } = {}) {
  const target = jarFolder(folder);
  if (existsSync(target)) return;
  const incomplete = `${target}.${randomBytes(4).toString('hex')}`;
  const maven = spawn(
    'mvn',
    [
      '-B',
      '-Dstyle.color=never',
      '-f',
      join(folder, 'pom.xml'),
      'dependency:copy-dependencies',
      ...(unpack ? ['dependency:unpack-dependencies', `-DmarkersDirectory=${incomplete}/unpacked`] : []),
      '-DincludeScope=runtime',
      `-DoutputDirectory=${incomplete}`,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  /** @type {string[]} */
  const output = [];
  let fetched = 0;
  maven.on('error', ({ message }) => output.push(message));
  maven.stderr.on('data', (data) => output.push(String(data)));
  createInterface({ input: maven.stdout }).on('line', (line) => {
    output.push(line);
    if (!/Downloaded from .*\.(jar|zip)|Copying .*\.(jar|zip)/.test(line)) return;
    fetched++;
    report(`${fetched} files from Maven Central`);
  });
  const code = await new Promise((done) => maven.on('close', done));
  if (code !== 0) {
    rmSync(incomplete, { recursive: true, force: true });
    throw new Error(`Maven could not fetch ${what}:\n${output.slice(-15).join('\n')}`);
  }
  try {
    prepare?.(incomplete);
  } catch (error) {
    rmSync(incomplete, { recursive: true, force: true });
    throw error;
  }
  try {
    renameSync(incomplete, target);
  } catch {
    rmSync(incomplete, { recursive: true, force: true }); // somebody else fetched them at the same time
  }
}
