/**
 * Checks PDF files by every rule of PDF/UA-1 that a machine can check (veraPDF), for the tests. Prints one line for each file,
 * `PASS <file>` or `FAIL <file>`, the latter followed by the rules that it breaks. Without files it fetches the validator.
 *
 * node deploy/local/verapdf.mjs [<file.pdf> …]
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchJars, jarFolder } from './maven.mjs';

const folder = fileURLToPath(new URL('verapdf', import.meta.url));

/** @param {(progress: string) => void} report */
export const fetchVeraPdf = (report) => fetchJars(folder, 'veraPDF', report);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await fetchVeraPdf(() => undefined);
  const files = process.argv.slice(2);
  if (files.length > 0) check(files);
}

/** @param {readonly string[]} files */
function check(files) {
  const { stdout, stderr, error } = spawnSync(
    'java',
    [
      ...['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true'],
      ...['-cp', join(jarFolder(folder), '*'), 'org.verapdf.apps.GreenfieldCliWrapper'],
      ...['--flavour', 'ua1', '--format', 'text', '-v', ...files],
    ],
    { encoding: 'utf8' },
  );
  if (error) throw error;
  if (stdout.trim() === '') throw new Error(stderr);
  console.log(stdout.trim().replaceAll(/^(PASS|FAIL) (.*) ua1$/gm, '$1 $2'));
}
