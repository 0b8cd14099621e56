import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { citation, means, promisesIn } from '../src/promises/list';

const root = resolve(__dirname, '../../..');
const list = join(root, 'docs/promises.md');

/** Every place in code, tests and documents that cites an id. */
function citations(): readonly { readonly id: string; readonly file: string }[] {
  return ['apps', 'libs', 'deploy', 'docs', 'README.md'].flatMap(filesBelow).flatMap((file) => {
    const ids = new Set(readFileSync(file, 'utf8').match(citation));
    return [...ids].map((id) => ({ id, file: relative(root, file) }));
  });
}

function filesBelow(path: string): string[] {
  const absolute = join(root, path);
  if (path.endsWith('.md')) return [absolute];
  return readdirSync(absolute, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mjs|md|ya?ml)$/.test(name) && !/(^|\/)(node_modules|dist)\//.test(name))
    .map((name) => join(absolute, name))
    .filter((file) => file !== list && file !== __filename);
}

test('everything that is cited is explained in docs/promises.md, once', () => {
  const explained = promisesIn(readFileSync(list, 'utf8')).map(({ id }) => id);
  const cited = citations();
  const unexplained = cited.filter(({ id }) => !explained.some((one) => means(id, one)));
  expect(unexplained).toEqual([]);
  expect(explained.filter((id, index) => explained.indexOf(id) !== index)).toEqual([]);
  expect(cited.length).toBeGreaterThan(100);
});

test.each([
  ['D22a', 'D22a', true],
  ['D22', 'D22a', true],
  ['D22b', 'D22a', false],
  ['W1', 'W15', false],
  ['law 1', 'law 11', false],
])('a citation means its own and its group: %#', (cited, id, meant) => expect(means(cited, id)).toBe(meant));

test('a promise says whether it is in scope', () => {
  expect(() => promisesIn('| D3 | Some services can be paid online. | perhaps |')).toThrow(
    'neither "yes" nor',
  );
  expect(() => promisesIn('| D3 | Some services can be paid online. |')).toThrow('neither "yes" nor');
});

describe('npm run promises', () => {
  const planted = mkdtempSync(join(tmpdir(), 'promises-'));
  afterAll(() => rmSync(planted, { recursive: true }));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(planted, file)), { recursive: true });
    writeFileSync(join(planted, file), text);
  };
  const run = (...args: string[]) => {
    const program = join(root, 'dist/apps/cli/src/promises.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, '--dir', planted, ...args], {
      cwd: root,
      encoding: 'utf8',
    });
    return { status, said: stdout + stderr };
  };
  /** As `npm test` keeps what a run told. */
  const ended = (file: string, results: Readonly<Record<string, string>>): void =>
    write('.local/test-results.json', JSON.stringify({ files: { [file]: results } }));
  const spec = 'apps/portal/src/start.spec.ts';

  beforeEach(() => {
    rmSync(join(planted, '.local'), { recursive: true, force: true });
    write(
      'docs/promises.md',
      [
        '| id | promise | in scope |',
        '| R1a H1a | Services are found. | yes |',
        '| D22a | A mail is sent. | yes |',
        '| law 4 | A period is extended once. | yes |',
        '| D1b | Appointments. | with appointments |',
      ].join('\n'),
    );
    write(
      spec,
      `// D22a is only spoken of here
      test.each([
        ['R1a', 'rees'],
        ['H1a', 'herford'],
      ])('%s services are found in %s', () => {});
      test('law 4 once', () => {});`,
    );
  });

  test('what no test names is missing, and ends with 1; a comment is no test', () => {
    const { status, said } = run();
    expect(status).toBe(1);
    expect(said).toContain('1 promise without a test: D22a');
    expect(said).toContain('3 promises named by tests that have not run here (npm test): R1a H1a law 4');
    expect(said).toContain('1 promise for a later piece: D1b');
  });

  test('--missing shows what is missing alone', () => {
    expect(run('--missing').said).toMatch(/^D22a {3}A mail is sent\.\n {2}✗ no test names it\n\n/);
  });

  test('names that were composed are read from the last run, and a group means its members', () => {
    ended(spec, {
      'R1a services are found in rees': 'passed',
      'H1 services are found in herford': 'passed',
      'law 4 once': 'passed',
      'mail D22 is sent': 'passed',
    });
    const { status, said } = run();
    expect([status, said]).toEqual([
      0,
      expect.stringContaining('4 of 4 promises in scope proven by the last run, 0 owed.'),
    ]);
    expect(said).toContain(`H1a    Services are found.\n  ✓ ${spec}: H1 services are found in herford`);
  });

  test('what the source names does not count once the file has run without it', () => {
    ended(spec, { 'R1a services are found in rees': 'passed', 'law 4 once': 'passed' });
    expect(run().said).toContain('2 promises without a test: H1a D22a');
  });

  test('one that failed is owed', () => {
    const names = ['R1a', 'H1a', 'D22a', 'law 4'];
    ended(spec, Object.fromEntries(names.map((name) => [name, name === 'D22a' ? 'failed' : 'passed'])));
    const { status, said } = run();
    expect([status, said]).toEqual([
      1,
      expect.stringContaining('1 promise named by a test that failed: D22a'),
    ]);
  });

  test('without the list it ends with one sentence', () => {
    write('docs/promises.md', '');
    const { status, said } = run();
    expect([status, said.trim().split('\n')]).toEqual([
      1,
      [expect.stringMatching(/promises\.md lists no promise\.$/)],
    ]);
  });
});
