/** What the last run of each test said, kept for `npm run promises`. */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { writePrivately } from './state.mjs';

/**
 * @typedef {{ testResults: { name: string, assertionResults: { fullName: string, status: string }[] }[] }} JestResults
 * @typedef {{ files: Record<string, Record<string, string>> }} KeptResults file → name of the test → `passed` or `failed`
 */

/**
 * Takes the results of a run over: of its files alone, so that a run of some files keeps what is known of the others. A test
 * that was left out keeps its last result; one that is not there any more goes, and so does a file that is gone.
 * @param {string} file where they are kept @param {JestResults} results @param {string} root the work tree
 */
export function keepResults(file, { testResults }, root) {
  /** @type {KeptResults} */
  const { files } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { files: {} };
  for (const { name, assertionResults } of testResults) {
    const path = relative(root, name);
    const before = files[path] ?? {};
    files[path] = Object.fromEntries(
      assertionResults.flatMap(({ fullName, status }) => {
        const result = status === 'passed' || status === 'failed' ? status : before[fullName];
        return result === undefined ? [] : [[fullName, result]];
      }),
    );
  }
  const there = Object.entries(files).filter(([path]) => existsSync(`${root}/${path}`));
  writePrivately(file, { files: Object.fromEntries(there) });
}
