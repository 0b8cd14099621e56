import fc from 'fast-check';
import { hash } from 'node:crypto';
import { leafOf, MerkleTree, rootOver, type Hash } from './merkle-tree';

const leavesOf = (values: readonly string[]) =>
  values.map((value, nth) => leafOf(`${nth}`, Buffer.from(value)));
const sha256 = (prefix: string, ...parts: Hash[]) =>
  hash('sha256', Buffer.from(prefix + parts.join(''), 'latin1'), 'binary');

/** The definition of RFC 9162, section 2.1.1, word by word. */
function definedRoot(leaves: readonly Hash[]): Hash {
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return only;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256('\x01', definedRoot(leaves.slice(0, split)), definedRoot(leaves.slice(split)));
}

test('the root is that of RFC 9162, and every leaf leads to it', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 70 }), (values) => {
      const leaves = leavesOf(values);
      const tree = new MerkleTree(leaves);
      expect(tree.root).toEqual(definedRoot(leaves));
      leaves.forEach((leaf, index) =>
        expect(rootOver(leaf, { index, size: leaves.length, path: tree.pathOf(index) })).toEqual(tree.root),
      );
    }),
  );
});

test('another leaf, another place, another size and another path lead elsewhere', () => {
  const tampering = fc.record({
    values: fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 40 }),
    at: fc.nat(),
    by: fc.integer({ min: 1, max: 100 }),
    kind: fc.constantFrom('leaf', 'index', 'size', 'path', 'shorter', 'longer'),
  });
  fc.assert(
    fc.property(tampering, ({ values, at, by, kind }) => {
      const leaves = leavesOf(values);
      const tree = new MerkleTree(leaves);
      const size = leaves.length;
      const index = at % size;
      const path = tree.pathOf(index);
      const root = (leaf: Hash, place: { index: number; size: number; path: readonly Hash[] }) =>
        rootOver(leaf, place);
      const own = leaves[index] as Hash;
      const led = {
        leaf: () => root(leaves[(index + 1) % size] as Hash, { index, size, path }),
        index: () => root(own, { index: (index + (by % (size - 1)) + 1) % size, size, path }),
        size: () => root(own, { index, size: size * 2 ** ((by % 4) + 1), path }),
        path: () =>
          root(own, { index, size, path: path.map((hash, nth) => (nth === by % path.length ? own : hash)) }),
        shorter: () => root(own, { index, size, path: path.slice(1) }),
        longer: () => root(own, { index, size, path: [...path, own] }),
      }[kind]();
      expect(led).not.toBe(tree.root);
    }),
  );
});

test('a record is taken for no other: its key ends where it ends, and no node passes for a leaf', () => {
  expect(leafOf('ab', Buffer.from('c'))).not.toEqual(leafOf('a', Buffer.from('bc')));
  expect(leafOf(Buffer.from('ä'), Buffer.from('c'))).toEqual(leafOf('ä', Buffer.from('c')));
  const [left, right] = leavesOf(['one', 'two']) as [Hash, Hash];
  expect(leafOf('', Buffer.from(left + right, 'latin1'))).not.toEqual(new MerkleTree([left, right]).root);
});
