/**
 * `npm test`: installs what is missing, then runs every test on a database and a broker of its own, and ends with the single
 * line `N passed, N failed`. Arguments go to jest: `npm test -- apps/mailbox`. `--keycloak` as
 * the first runs what `npm test` leaves out instead: the sign-in at Keycloak, which is fetched before (180 MB). `--all` as the first
 * runs beside everything what takes its time (`*.all.e2e.ts`): every page in every state, what goes wrong on the way, parts that are away.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchBrowser, findBrowser, isBestBrowser } from './browser.mjs';
import { build, installDependencies, requireNode, root } from './prepare.mjs';
import { createSteps } from './steps.mjs';
import { keepResults } from './test-results.mjs';

const steps = createSteps();
try {
  requireNode();
  await installDependencies(steps);
  await build(steps); // the end-to-end tests start the system as it is built
  await fetchBroker();
  const [first, ...others] = process.argv.slice(2);
  if (first === '--keycloak') {
    const { fetchKeycloak } = await import('./keycloak.mjs');
    await steps.step('Keycloak', fetchKeycloak, () => 'the distribution is here');
    const pattern = '**/deploy/test/keycloak/*.e2e.ts';
    process.exitCode = await runJest([
      '--testMatch',
      pattern,
      '--testPathPatterns',
      'deploy/test/keycloak',
      ...others,
    ]);
  } else {
    await fetchDocumentServers();
    await fetchValidator();
    await browserFor();
    // Behind what was named: jest takes every word after `--testMatch` for one more pattern.
    const everything = ['--testMatch', '**/*.spec.ts', '--testMatch', '**/*.all.e2e.ts'];
    process.exitCode = await runJest(first === '--all' ? [...others, ...everything] : process.argv.slice(2));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}

/** Fetched here and not within a test, whose time is limited. */
async function fetchBroker() {
  const { chooseBroker, fetchKafka, whatToInstall } = await import('./kafka.mjs');
  const { kind } = chooseBroker();
  if (kind === 'none') throw new Error(whatToInstall);
  if (kind === 'java') await steps.step('Kafka', fetchKafka, () => 'the jars are here');
}

/** What the tests keep documents in, and scan them with. */
async function fetchDocumentServers() {
  const { fetchS3 } = await import('./s3.mjs');
  await steps.step('S3', fetchS3, () => 'the jars are here');
  const { hasClamd, howToInstall, installClamd } = await import('./clamd.mjs');
  if (hasClamd()) return;
  const isHere = await steps.step('ClamAV', () => installClamd());
  if (!isHere) throw new Error(howToInstall);
}

/** What the tests check PDF documents with. */
async function fetchValidator() {
  const { fetchVeraPdf } = await import('./verapdf.mjs');
  await steps.step('veraPDF', fetchVeraPdf, () => 'the jars are here');
}

/** Where none can be installed, the tests that need one say so and fail; the others run. */
async function browserFor() {
  if (isBestBrowser()) return;
  try {
    await steps.step('Browser', fetchBrowser, () => 'Chromium is installed');
  } catch (error) {
    if (findBrowser() === undefined) console.error(error instanceof Error ? error.message : error);
  }
}

/** @param {string[]} args @returns {Promise<number>} exit code */
async function runJest(args) {
  const results = mkdtempSync(join(tmpdir(), 'serviceportal-results-'));
  process.once('exit', () => rmSync(results, { recursive: true, force: true }));
  const file = join(results, 'results.json');
  const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--json', '--outputFile', file, ...args];
  // With --json jest writes its report for people to stderr and the JSON to stdout as well, which nobody wants to read.
  const child = spawn(process.execPath, jest, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => child.on('close', (status) => resolve(status ?? 1)));
  if (!existsSync(file)) throw new Error('The tests could not be started, see above.');
  const told = JSON.parse(readFileSync(file, 'utf8'));
  keepResults(join(root, '.local', 'test-results.json'), told, root);
  return summary(told, code);
}

/**
 * What jest tells of a run.
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] }} Told
 */

/** Prints the last line. @param {Told} told @param {number} code exit code of jest @returns {number} */
function summary({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }, code) {
  const skipped = numPendingTests + numTodoTests;
  // A file that could not even be loaded has no test to count, and is a failure all the same; so is a run of nothing.
  const unloadable = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  let failed = numFailedTests + unloadable.length;
  if (failed === 0 && (code !== 0 || numPassedTests === 0)) failed = 1;
  console.log(`${numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failed > 0 ? 1 : 0;
}
