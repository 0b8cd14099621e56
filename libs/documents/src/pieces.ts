/**
 * Content on its way, piece by piece. Whoever takes a piece has done with it when asking for the next one: its memory is given back then,
 * and not when the garbage collector comes by. That memory lies outside of its heap, but much of it makes the collector mark the whole
 * heap again and again, which was measured to take more time than reading, sealing, hashing and writing together.
 */
export async function* passing(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  for await (const piece of content) {
    yield piece;
    giveBack(piece);
  }
}

/** Gives back the memory of a piece, which is empty then. One that shares its memory with others is left to the garbage collector. */
export function giveBack({ buffer, byteLength }: Buffer): void {
  // Of no use to anybody else: what Node cuts from a pool of its own is smaller than the pool.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

/**
 * Content in blocks of the same size, but for the last one. Nothing is kept of the pieces that come. There are two blocks, used in
 * turns: one may be on its way while the next one is filled, and is done with when the one after that is asked for.
 */
export async function* blocksOf(
  content: AsyncIterable<Buffer>,
  blockBytes: number,
): AsyncGenerator<Buffer, void, undefined> {
  let block: Buffer = Buffer.allocUnsafeSlow(blockBytes);
  let other: Buffer | undefined;
  let filled = 0;
  for await (let piece of content) {
    while (piece.length > 0) {
      const copied = piece.copy(block, filled);
      filled += copied;
      piece = piece.subarray(copied);
      if (filled < blockBytes) continue;
      yield block;
      [block, other] = [other ?? Buffer.allocUnsafeSlow(blockBytes), block];
      filled = 0;
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}
