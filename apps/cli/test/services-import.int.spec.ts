import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { tenantsFolder } from '#testing';

const folder = mkdtempSync(join(tmpdir(), 'imported-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** As `npm run services:import` does: in the root of the work tree, called from elsewhere. */
function run(...args: string[]) {
  const program = resolve('dist/apps/cli/src/services-import.js');
  const env = { ...process.env, TENANTS_DIR: tenantsFolder, INIT_CWD: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}
const schema = join(__dirname, 'fim/hundehaltung-xdf3.xml');

test('npm run services:import writes the service file, says what it left out, and overwrites nothing', () => {
  const first = run(schema, '--city', 'duisburg', '--out', 'hund.yaml');
  expect([first.status, first.stderr]).toEqual([0, '']);
  expect(first.stdout).toMatch(/^line \d+, R99000000001: the rule "Rasse unbekannt" is free text: /m);
  expect(first.stdout).toMatch(/4 topics, 16 fields, 1 proof; \d+ remarks above\. It passes the check/);
  const written = readFileSync(join(folder, 'hund.yaml'), 'utf8');
  expect(written).toContain('visibility: preview');
  const again = run(schema, '--city', 'duisburg', '--out', 'hund.yaml');
  expect([again.status, again.stderr]).toEqual([
    1,
    expect.stringMatching(/hund\.yaml is there already; say --key or --out/),
  ]);
  expect(readFileSync(join(folder, 'hund.yaml'), 'utf8')).toBe(written);
});

test.each([
  [[], /^Which schema\? npm run services:import -- <file\.xml>/],
  [['nirgends.xml'], /^ENOENT: no such file or directory/],
  [[schema, '--city', 'entenhausen'], /^There is no city "entenhausen"/],
])('%j ends with one sentence and the exit code 1', (args, sentence) => {
  const { status, stderr } = run(...args);
  expect([status, stderr]).toEqual([1, expect.stringMatching(sentence)]);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
