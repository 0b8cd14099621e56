import * as fc from 'fast-check';
import { chainFindings, type Link } from './chain';

const chain = (length: number): Link[] =>
  Array.from({ length }, (_, index) => ({
    version: index + 1,
    hash: `h${index + 1}`,
    previousHash: index === 0 ? '' : `h${index}`,
  }));

test('a whole chain holds together', () => {
  expect(chainFindings(chain(5))).toEqual([]);
  expect(chainFindings([])).toEqual([]);
});

test('a version that never came is a gap', () => {
  const [first, , third] = chain(3) as [Link, Link, Link];
  expect(chainFindings([first, third])).toEqual([{ kind: 'gap', version: 2 }]);
});

test('many versions that never came are one gap, however many somebody claims', () => {
  const [first, second] = chain(2) as [Link, Link];
  expect(chainFindings([first, { ...second, version: 999_999_999 }])).toEqual([
    { kind: 'gap', version: 2, upToVersion: 999_999_998 },
  ]);
});

test('a beginning that never came is a gap', () => {
  expect(chainFindings(chain(3).slice(1))).toEqual([{ kind: 'gap', version: 1 }]);
});

test('two events that claim one version are a fork, and what follows one of them follows', () => {
  const [first, second, third] = chain(3) as [Link, Link, Link];
  expect(chainFindings([first, second, { ...second, hash: 'other' }, third])).toEqual([
    { kind: 'fork', version: 2 },
  ]);
});

test('an event that names another predecessor is a broken link', () => {
  const [first, second, third] = chain(3) as [Link, Link, Link];
  expect(chainFindings([first, { ...second, hash: 'other' }, third])).toEqual([
    { kind: 'broken-link', version: 3 },
  ]);
  expect(chainFindings([{ ...first, previousHash: 'x' }])).toEqual([{ kind: 'broken-link', version: 1 }]);
});

test('whichever event of a longer history is missing or changed, the chain says so', () => {
  const damage = fc.record({
    length: fc.integer({ min: 2, max: 30 }),
    at: fc.nat(),
    kind: fc.constantFrom('drop', 'change'),
  });
  fc.assert(
    fc.property(damage, ({ length, at, kind }) => {
      // The last one is missed only by comparing with the source (compare.ts).
      const links = chain(length);
      const index = at % (length - 1);
      if (kind === 'drop') links.splice(index, 1);
      else links[index] = { ...(links[index] as Link), hash: 'changed' };
      expect(chainFindings(links)).not.toEqual([]);
    }),
  );
});
