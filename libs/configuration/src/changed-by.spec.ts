import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { changedBy } from './changed-by';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'changed-by-')));
const city = join(root, 'tenants/duisburg');
const git = (...wish: string[]) =>
  execFileSync('git', ['-C', root, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...wish], {
    encoding: 'utf8',
  }).trim();
const operator = `operator ${userInfo().username}`;

beforeAll(() => {
  mkdirSync(city, { recursive: true });
  writeFileSync(join(city, 'tenant.yaml'), 'a');
  writeFileSync(join(city, 'straße.yaml'), 'a');
});
afterAll(() => rmSync(root, { recursive: true }));

test('what stands in no repository was changed by the one whose file it is', async () => {
  expect(await (await changedBy(city))(join(city, 'tenant.yaml'))).toBe(operator);
  expect(await (await changedBy(city))(join(city, 'nowhere.yaml'))).toBe('operator unknown');
});

test('what stands in a commit as it is was changed by it; what differs, or is new, by the one whose file it is', async () => {
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'Cities');
  const commit = `commit ${git('rev-parse', 'HEAD')}`;
  writeFileSync(join(city, 'straße.yaml'), 'b');
  writeFileSync(join(city, 'new one.yaml'), 'b');
  const by = await changedBy(city);
  const names = ['tenant.yaml', 'straße.yaml', 'new one.yaml'];
  expect(await Promise.all(names.map((name) => by(join(city, name))))).toEqual([commit, operator, operator]);
});
