import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { command } from './command';
import { promisesIn } from './promises/list';
import { proofsOf, type Proof } from './promises/proof';
import { testsOf } from './promises/tests';
import { counted } from './wording';

/**
 * `npm run promises [-- --missing] [-- --dir <folder>]`: every id of `docs/promises.md` with the tests that name it and how they
 * ended last (`npm test` keeps that); of a file that has not run here, what its source names. Ends with 1 when one that is in
 * scope has no test, or one that failed. `--missing` shows those alone.
 */
command(async ({ state }) => {
  const { values } = parseArgs({ options: { missing: { type: 'boolean' }, dir: { type: 'string' } } });
  const root = resolve(values.dir ?? '.');
  const promises = promisesIn(readFileSync(join(root, 'docs/promises.md'), 'utf8'));
  if (promises.length === 0) throw new Error(`${root}/docs/promises.md lists no promise.`);
  const results = join(values.dir === undefined ? state : join(root, '.local'), 'test-results.json');
  const proofs = proofsOf(promises, testsOf(root, results));
  const inScope = proofs.filter(({ later }) => later === undefined);
  const owed = inScope.filter((proof) => proof.state === 'missing' || proof.state === 'broken');
  for (const proof of values.missing ? owed : proofs) console.log(said(proof));
  for (const line of summary(proofs, inScope, owed)) console.log(line);
  if (owed.length > 0) process.exitCode = 1;
});

function said({ id, promise, later, tests }: Proof): string {
  const marks = { passed: '✓', failed: '✗', 'not run': '·' };
  const lines = tests.map(
    ({ file, name, result }) =>
      `  ${marks[result]} ${file}: ${name}${result === 'not run' ? ' (not run)' : ''}`,
  );
  if (lines.length === 0)
    lines.push(later === undefined ? '  ✗ no test names it' : `  · comes with ${later}`);
  return [`${id.padEnd(6)} ${promise}`, ...lines].join('\n');
}

function summary(proofs: readonly Proof[], inScope: readonly Proof[], owed: readonly Proof[]): string[] {
  const ids = (some: readonly Proof[]): string => some.map(({ id }) => id).join(' ');
  const line = (what: string, some: readonly Proof[]): string[] =>
    some.length === 0 ? [] : [`${counted(some.length, 'promise')} ${what}: ${ids(some)}`];
  const of = (state: Proof['state']) => inScope.filter((proof) => proof.state === state);
  return [
    '',
    ...line(
      'for a later piece',
      proofs.filter(({ later }) => later !== undefined),
    ),
    ...line('named by tests that have not run here (npm test)', of('not run')),
    ...line('named by a test that failed', of('broken')),
    ...line('without a test', of('missing')),
    `${of('kept').length} of ${counted(inScope.length, 'promise')} in scope proven by the last run, ${owed.length} owed.`,
  ];
}
