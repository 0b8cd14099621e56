import { randomBytes } from 'node:crypto';
import { blocksOf, giveBack, passing } from './pieces';

/** Memory of its own each, as what comes from a socket or out of a cipher has. */
async function* owned(content: Buffer, pieceBytes: number): AsyncGenerator<Buffer, void, undefined> {
  for (let at = 0; at < content.length; at += pieceBytes) {
    const piece = Buffer.allocUnsafeSlow(Math.min(pieceBytes, content.length - at));
    content.copy(piece, 0, at);
    yield piece;
  }
}

test('the memory of a piece is given back when the next one is asked for, and not before', async () => {
  const content = randomBytes(300_000);
  const given: Buffer[] = [];
  const copies: Buffer[] = [];
  for await (const piece of passing(owned(content, 65_536))) {
    expect(given.map(({ length }) => length)).toEqual(given.map(() => 0));
    given.push(piece);
    copies.push(Buffer.from(piece));
  }
  expect(Buffer.concat(copies).equals(content)).toBe(true);
  expect(given.map(({ length }) => length)).toEqual([0, 0, 0, 0, 0]);
});

test('memory that is shared is never given back', () => {
  const [first, second] = [Buffer.from('eins'), Buffer.from('zwei')];
  const whole = Buffer.allocUnsafeSlow(100).fill(1);
  const half = whole.subarray(50);
  for (const piece of [first, half, Buffer.from(new SharedArrayBuffer(4))]) giveBack(piece);
  expect([String(first), String(second), half.length, whole.length]).toEqual(['eins', 'zwei', 50, 100]);
});

test.each([1, 999, 1_000, 1_001, 7_000])(
  'content in pieces of %i bytes is the same in blocks, of which one may be on its way while the next is filled',
  async (pieceBytes) => {
    const content = randomBytes(4_321);
    const copies: Buffer[] = [];
    let before: Buffer | undefined;
    for await (const block of blocksOf(passing(owned(content, pieceBytes)), 1_000)) {
      if (before !== undefined) copies.push(Buffer.from(before));
      before = block;
    }
    copies.push(Buffer.from(before ?? ''));
    expect(copies.map(({ length }) => length)).toEqual([1_000, 1_000, 1_000, 1_000, 321]);
    expect(Buffer.concat(copies).equals(content)).toBe(true);
  },
);

test('content without a byte has no block', async () => {
  for await (const block of blocksOf(owned(Buffer.alloc(0), 1), 1_000)) throw new Error(String(block));
});
