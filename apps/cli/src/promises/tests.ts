import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A test that names promises. */
export interface NamedTest {
  /** From the root of the work tree on. */
  readonly file: string;
  /** Its name with those of the groups around it; of a test that has not run, the line that names it. */
  readonly name: string;
  readonly result: 'passed' | 'failed' | 'not run';
}

/** What `npm test` keeps: of each file of tests the last result of each test (`deploy/local/test-results.mjs` writes it). */
interface KeptResults {
  readonly files: Readonly<Record<string, Readonly<Record<string, 'passed' | 'failed'>>>>;
}

/**
 * Every test with the result of its last run. Of a file that has not run here its source tells: names are composed at run
 * time, so this is what a person would find, not what a run would say.
 * @param root the work tree @param results the file that `npm test` keeps
 */
export function testsOf(root: string, results: string): NamedTest[] {
  const { files } = existsSync(results)
    ? (JSON.parse(readFileSync(results, 'utf8')) as KeptResults)
    : { files: {} };
  const sources = sourcesBelow(root);
  const notRun = sources.filter((file) => isSpec(file) && files[file] === undefined);
  // Specs share what stands beside them: it is asked where a spec of its app has not run.
  const beside = sources.filter(
    (file) => !isSpec(file) && notRun.some((spec) => roomOf(spec) === roomOf(file)),
  );
  return [
    ...sources.flatMap((file) =>
      Object.entries(files[file] ?? {}).map(([name, result]) => ({ file, name, result })),
    ),
    ...[...notRun, ...beside].flatMap((file) =>
      namesIn(readFileSync(join(root, file), 'utf8')).map((name) => ({
        ...{ file, name },
        result: 'not run' as const,
      })),
    ),
  ];
}

/** The lines of a source in which a test, a group of tests, a row of `test.each` or all of its rows are named. */
export function namesIn(source: string): string[] {
  return source
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !/^(\/\/|\/?\*)/.test(line))
    .filter((line) => /\b(test|it|describe)\b.*['"`]|^(\[|\]\)\()?\s*['"`](law \d|[DWRNH]\d)/.test(line));
}

const isSpec = (file: string): boolean => /\.(spec|e2e)\.tsx?$/.test(file);
const roomOf = (file: string): string => file.split('/').slice(0, 2).join('/');

function sourcesBelow(root: string): string[] {
  return ['apps', 'libs', 'deploy']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
        join(folder, path),
      ),
    )
    .filter((file) => isSpec(file) || /\/test\/.*\.tsx?$/.test(file))
    .filter((file) => !/\/(node_modules|dist)\//.test(file))
    .sort();
}
