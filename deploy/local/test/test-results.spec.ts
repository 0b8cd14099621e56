import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepResults } from '../test-results.mjs';

const root = mkdtempSync(join(tmpdir(), 'results-'));
afterAll(() => rmSync(root, { recursive: true }));
const kept = join(root, '.local/test-results.json');

/** What is kept after a run of one file. */
function after(file: string, results: Readonly<Record<string, string>>): unknown {
  const assertionResults = Object.entries(results).map(([fullName, status]) => ({ fullName, status }));
  keepResults(kept, { testResults: [{ name: join(root, file), assertionResults }] }, root);
  return (JSON.parse(readFileSync(kept, 'utf8')) as { files: unknown }).files;
}

test('of each file the last result of each test is kept', () => {
  for (const file of ['a.spec.ts', 'b.spec.ts']) writeFileSync(join(root, file), '');
  after('a.spec.ts', { one: 'passed', two: 'failed', three: 'todo' });
  expect(after('b.spec.ts', { one: 'passed' })).toEqual({
    'a.spec.ts': { one: 'passed', two: 'failed' },
    'b.spec.ts': { one: 'passed' },
  });
  // A run of some tests leaves out the others; what is not there any more, nobody names.
  expect(after('a.spec.ts', { one: 'pending', two: 'passed' })).toMatchObject({
    'a.spec.ts': { one: 'passed', two: 'passed' },
  });
  expect(after('a.spec.ts', { two: 'passed' })).toMatchObject({ 'a.spec.ts': { two: 'passed' } });
  // A file that could not be loaded proves nothing; one that is gone is not there.
  expect(after('a.spec.ts', {})).toEqual({ 'a.spec.ts': {}, 'b.spec.ts': { one: 'passed' } });
  rmSync(join(root, 'b.spec.ts'));
  expect(after('a.spec.ts', {})).toEqual({ 'a.spec.ts': {} });
});
