import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/**
 * Where the jars are that `<name>/pom.xml` beside this file names; another pom has another folder.
 * @param {string} name e.g. `kafka` @returns {string}
 */
export function jarFolder(name) {
  const pom = readFileSync(join(folderOf(name), 'pom.xml'));
  return join(
    folderOf(name),
    'target',
    `jars-${createHash('sha256').update(pom).digest('hex').slice(0, 12)}`,
  );
}

/**
 * Fetches these jars from Maven Central, unless they are here.
 * @param {string} name @param {(progress: string) => void} report told what is being fetched
 * @throws Error with the end of what Maven said
 */
export async function fetchJars(name, report) {
  const target = jarFolder(name);
  if (existsSync(target)) return;
  const incomplete = `${target}.${randomBytes(4).toString('hex')}`;
  const maven = spawn(
    'mvn',
    [
      '-B',
      '-Dstyle.color=never',
      '-f',
      join(folderOf(name), 'pom.xml'),
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      `-DoutputDirectory=${incomplete}`,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  /** @type {string[]} */
  const output = [];
  let fetched = 0;
  maven.stderr.on('data', (data) => output.push(String(data)));
  createInterface({ input: maven.stdout }).on('line', (line) => {
    output.push(line);
    if (!/Downloaded from .*\.jar|Copying .*\.jar/.test(line)) return;
    fetched++;
    report(`${fetched} files from Maven Central`);
  });
  const code = await new Promise((done) => {
    maven.on('error', (error) => output.push(error.message));
    maven.on('close', done);
  });
  if (code !== 0) {
    rmSync(incomplete, { recursive: true, force: true });
    throw new Error(`Maven could not fetch what ${name}/pom.xml names:\n${output.slice(-15).join('\n')}`);
  }
  try {
    renameSync(incomplete, target);
  } catch {
    rmSync(incomplete, { recursive: true, force: true }); // somebody else fetched them at the same time
  }
}

/** @param {string} name */
function folderOf(name) {
  return fileURLToPath(new URL(name, import.meta.url));
}
