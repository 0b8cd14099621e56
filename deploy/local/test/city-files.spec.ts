import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { tenantsFolder } from '#testing';

/** Whoever asks before the start hears what the start would say. */
const root = resolve(__dirname, '../../..');
const cities = mkdtempSync(join(tmpdir(), 'cities-'));
const run = (program: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(root, program), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, TENANTS_DIR: cities, STATE_DIR: join(cities, 'state') },
  });
const edit = (file: string, from: string, to: string) =>
  writeFileSync(join(cities, file), readFileSync(join(cities, file), 'utf8').replace(from, to));

/** Where a text stands in a file. */
const at = (file: string, text: string): string =>
  `${file}:${
    readFileSync(join(cities, file), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1
  }`;

/** What lies there: cities, and their services. */
const delivered = readdirSync(tenantsFolder).filter((name) =>
  statSync(join(tenantsFolder, name)).isDirectory(),
);
const services = delivered.flatMap((city) => readdirSync(join(tenantsFolder, city, 'services'))).length;

/** Programs below a folder of the repository, by their paths from its root on. */
const sourcesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(
      (name) =>
        /\.(tsx?|mjs)$/.test(name) && !name.includes('node_modules') && !name.includes('.react-router'),
    )
    .map((name) => join(folder, name));

beforeEach(() => cpSync(tenantsFolder, cities, { recursive: true }));
afterAll(() => rmSync(cities, { recursive: true }));

test('files that are right are said to be so', () => {
  const check = run('dist/apps/cli/src/check-services.js');
  expect([check.status, check.stdout]).toEqual([
    0,
    `${services} services of ${delivered.length} cities can be used; nothing is wrong in ${cities}.\n`,
  ]);
});

test('D2 a city is its files: no service, no library, no stand-in and no part of the launcher names one', () => {
  const programs = [...sourcesIn('apps'), ...sourcesIn('libs'), ...sourcesIn('deploy/local')].filter(
    // The story, the benchmarks, the pictures and the tests are told of a city.
    (file) => !/spec\.ts$|\/test\/|^apps\/(cli|bench)\/|^libs\/(testing|portal-pages)\//.test(file),
  );
  expect(programs.length).toBeGreaterThan(300);
  const quoted = new RegExp(`['"\`](backoffice\\.)?(${delivered.join('|')})\\b`);
  const naming = programs.filter((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .some((line) => !/^\s*(\/?\*|\/\/)/.test(line) && quoted.test(line)),
  );
  expect(naming).toEqual([]);
});

test('H1b everything that is wrong in any city is named at once, by the check and by the doctor', () => {
  edit('duisburg/services/meldebescheinigung.yaml', 'amountCents: 0', 'amountCents: 12,50');
  edit('duisburg/services/hundesteuer-anmeldung.yaml', 'block: dog', 'block: dogg');
  edit('wuppertal/services/hundesteuer-abmeldung.yaml', 'topics: [tiere]', 'topics: [tier]');
  const wrong = [
    `${at('duisburg/services/hundesteuer-anmeldung.yaml', 'block: dogg')}, /form/topics/1/fields/0/block: there is no block "dogg"`,
    `${at('duisburg/services/meldebescheinigung.yaml', 'amountCents: 12,50')}, /fee/50: "12,50" is no amount: amountCents stands in euro cents, without comma or point: 1250 for 12.50 €`,
    `${at('wuppertal/services/hundesteuer-abmeldung.yaml', 'topics: [tier]')}, /topics/0: tenant.yaml has no topic "tier". Did you mean "tiere"? Allowed are: tiere, urkunden`,
  ];
  const check = run('dist/apps/cli/src/check-services.js', '--dir', cities);
  const lines = check.stdout.split('\n');
  expect(wrong.map((line, nth) => lines[nth]?.startsWith(line))).toEqual([true, true, true]);
  expect(lines.slice(3)).toEqual([
    '',
    `3 things are wrong in 3 files below ${cities}; ${services - 3} services of ${delivered.length} cities can be used.`,
    '',
  ]);
  expect(check.status).toBe(1);

  const doctor = run('deploy/local/doctor.mjs');
  for (const line of lines.slice(0, 3)) expect(doctor.stdout).toContain(`- refused        ${line}\n`);
  expect(doctor.stdout).toContain('but 3 things in the files of the cities are refused.');
  expect(doctor.status).toBe(1);
});
