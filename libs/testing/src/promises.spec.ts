import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const list = join(root, 'docs/promises.md');

/** An id of a promise or of a rule of law, not a part of another word, number or path. */
const citation = /(?<![\w/.#-])(?:[DWRNH]\d{1,2}[a-e]?|law \d{1,2})(?![\w-])/g;

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

/** The ids in the first column of the tables. */
const explained = readFileSync(list, 'utf8')
  .split('\n')
  .flatMap((line) => /^\| ((?:law \d+|[DWRNH]\d+[a-e]?(?: |$))[^|]*?) *\|/.exec(line)?.[1] ?? [])
  .flatMap((ids) => ids.match(citation) ?? []);

const cited = citations();
/** A group is cited by its number without a letter. */
const covers = (id: string, by: string) =>
  by === id || (/\d$/.test(id) && !id.startsWith('law') && by.slice(0, -1) === id);

test('everything that is cited is explained in docs/promises.md, once', () => {
  const unexplained = cited.filter(({ id }) => !explained.some((by) => covers(id, by)));
  expect(unexplained).toEqual([]);
  expect(explained.filter((id, index) => explained.indexOf(id) !== index)).toEqual([]);
  expect(cited.length).toBeGreaterThan(100);
});
