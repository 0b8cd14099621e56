import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'treasury-'));
beforeAll(() =>
  writeFileSync(
    join(folder, 'run.json'),
    JSON.stringify({
      ...{ ready: true, tenants: { duisburg: { portal: '', backoffice: '' } } },
      logins: { staff: [{ user: 'a.revision', tenant: 'duisburg', roles: ['auditor'] }] },
    }),
  ),
);
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  [['reconcile'], /^Which city\? npm run reconcile -- <city> /],
  [['reconcile', 'duisburg', 'rees'], /^Which city\? /],
  [['reconcile', 'entenhausen'], /^There is no city "entenhausen"; there are: duisburg\.$/],
  [['reconcile', 'duisburg'], /^run\.json names no login of the treasury of duisburg\.$/],
  [['reconcile', 'duisburg', '--providers', 'x'], /^Unknown option '--providers'/],
  [['export-payments'], /^Which city\? npm run export:payments -- <city> /],
  [['export-payments', 'duisburg', '--from', '2026-11-01'], /^Which days\? npm run export:payments -- /],
])('%j ends with one sentence and the exit code 1', ([program = '', ...args], sentence) => {
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [resolve(`dist/apps/cli/src/${program}.js`), ...args],
    { env: { ...process.env, STATE_DIR: folder }, encoding: 'utf8' },
  );
  expect([status, stdout, stderr.trim()]).toEqual([1, '', expect.stringMatching(sentence)]);
});
