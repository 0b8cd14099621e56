import { hash } from 'node:crypto';

/** Bytes of SHA-256. */
export const hashLength = 32;

/**
 * What is hashed says whether it is a leaf or a node, so that no node can pass for a leaf (RFC 9162, section 2.1.1). A leaf is
 * a record: the length of its key, the key and the value.
 */
const [leafPrefix, nodePrefix] = [0, 1];
const leafHeader = 5;

/** SHA-256 as 32 characters of Latin-1: a buffer for each hash was measured to cost more than the hashing. */
export type Hash = string;

/** Reused: what is hashed is copied here, and is hashed before the next is. Grows with the longest record. */
let leaf = Buffer.alloc(4_096, leafPrefix);

/** The leaf that stands for a record. */
export function leafOf(key: Buffer | string, value: Buffer): Hash {
  const keyLength = Buffer.byteLength(key);
  const length = leafHeader + keyLength + value.length;
  if (leaf.length < length) leaf = Buffer.alloc(2 * length, leafPrefix);
  leaf.writeUInt32BE(keyLength, 1);
  if (typeof key === 'string') leaf.write(key, leafHeader);
  else key.copy(leaf, leafHeader);
  value.copy(leaf, leafHeader + keyLength);
  return hash('sha256', leaf.subarray(0, length), 'binary');
}

/** Reused as well. */
const node = Buffer.alloc(1 + 2 * hashLength, nodePrefix);

function nodeOf(left: Hash, right: Hash): Hash {
  node.write(left, 1, 'latin1');
  node.write(right, 1 + hashLength, 'latin1');
  return hash('sha256', node, 'binary');
}

/** The Merkle tree of RFC 9162 over some leaves: one root that stands for all, and for each leaf the way to it. */
export class MerkleTree {
  /** From the leaves to the root; where a level has an odd number of nodes, its last one is that of the level above, too. */
  private readonly levels: readonly (readonly Hash[])[];

  /** @param leaves at least one */
  constructor(leaves: readonly Hash[]) {
    const levels: (readonly Hash[])[] = [leaves];
    for (let level = leaves; level.length > 1; levels.push(level)) {
      const above: Hash[] = [];
      for (let at = 0; at < level.length; at += 2) {
        const [left, right] = [level[at] as Hash, level[at + 1]];
        above.push(right === undefined ? left : nodeOf(left, right));
      }
      level = above;
    }
    this.levels = levels;
  }

  get root(): Hash {
    const [root] = this.levels.at(-1) ?? [];
    if (root === undefined) throw new RangeError('a tree without leaves has no root');
    return root;
  }

  /** The siblings on the way from a leaf to the root. */
  pathOf(index: number): readonly Hash[] {
    const path: Hash[] = [];
    let at = index;
    for (const level of this.levels) {
      const sibling = level[at % 2 === 0 ? at + 1 : at - 1];
      if (sibling !== undefined) path.push(sibling);
      at >>>= 1;
    }
    return path;
  }
}

/**
 * The root that a leaf leads to (RFC 9162, section 2.1.3.2).
 * @param size how many leaves the tree has
 * @returns undefined where the path is not that of this place: too short or too long
 */
export function rootOver(
  leaf: Hash,
  { index, size, path }: { readonly index: number; readonly size: number; readonly path: readonly Hash[] },
): Hash | undefined {
  if (index >= size) return undefined;
  let [at, last, root] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      root = nodeOf(sibling, root);
      // Levels on which it had no sibling.
      while (at % 2 === 0 && at !== 0) [at, last] = [at >>> 1, last >>> 1];
    } else {
      root = nodeOf(root, sibling);
    }
    [at, last] = [at >>> 1, last >>> 1];
  }
  return last === 0 ? root : undefined;
}
