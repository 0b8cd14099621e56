import { chunkOverheadBytes, SealBroken, type ChunkSealer } from '#encryption';

/** How much one chunk holds at most, in bytes: so much is in memory of a stream, and a few times that on its way. */
export const chunkBytes = 64 * 1024;

const headerBytes = 4;
/** In the header of the last chunk, beside its length. It says where to look; what counts is authenticated. */
const lastFlag = 0x8000_0000;

/** How far a document's content is sealed. */
export interface SealedSoFar {
  /** Bytes of content. */
  readonly bytes: number;
  /** Chunks that they are sealed in. */
  readonly chunks: number;
}

/**
 * Seals the rest of a document's content, or as much of it as comes. Stored form: per chunk four bytes with its length, then nonce,
 * ciphertext and tag (see `ChunkSealer`); the forms of the parts of a document, one after another, are the form of the whole.
 * @param length bytes of the whole content: the chunk that reaches it is the last one
 * @param done told how far it is sealed after each chunk
 */
export async function* sealContent(
  content: AsyncIterable<Buffer>,
  sealer: ChunkSealer,
  { from, length }: { readonly from: SealedSoFar; readonly length: number },
  done: (soFar: SealedSoFar) => void,
): AsyncGenerator<Buffer, void, undefined> {
  let { bytes, chunks } = from;
  const gathered = Buffer.allocUnsafeSlow(chunkBytes);
  let filled = 0;

  function* seal(): Generator<Buffer, void, undefined> {
    const isLast = bytes + filled === length;
    const header = Buffer.allocUnsafe(headerBytes);
    header.writeUInt32BE(filled + (isLast ? lastFlag : 0));
    yield header;
    yield* sealer.seal(gathered.subarray(0, filled), { nth: chunks, isLast });
    bytes += filled;
    chunks += 1;
    filled = 0;
    done({ bytes, chunks });
  }

  for await (let piece of content) {
    while (piece.length > 0) {
      const copied = piece.copy(gathered, filled);
      filled += copied;
      piece = piece.subarray(copied);
      if (filled === chunkBytes || bytes + filled === length) yield* seal();
    }
  }
  if (filled > 0) yield* seal();
}

/**
 * Opens what `sealContent` made, chunk by chunk: nothing is given out that was not authenticated.
 * @throws SealBroken where it was changed, goes on after its end, or ends before it
 */
export async function* openContent(
  sealed: AsyncIterable<Buffer>,
  sealer: ChunkSealer,
): AsyncGenerator<Buffer, void, undefined> {
  const gathered = Buffer.allocUnsafeSlow(headerBytes + chunkBytes + chunkOverheadBytes);
  let [filled, wanted] = [0, headerBytes];
  let nth = 0;
  let isLast = false;
  for await (let piece of sealed) {
    while (piece.length > 0) {
      const copied = piece.copy(gathered, filled, 0, wanted - filled);
      filled += copied;
      piece = piece.subarray(copied);
      if (filled < wanted) continue;
      if (wanted === headerBytes) {
        const header = gathered.readUInt32BE();
        wanted += (header & ~lastFlag) + chunkOverheadBytes;
        if (isLast || wanted > gathered.length) throw new SealBroken(`chunk ${nth}`);
        isLast = header >= lastFlag;
        continue;
      }
      yield sealer.open(gathered.subarray(headerBytes, wanted), { nth, isLast });
      nth += 1;
      [filled, wanted] = [0, headerBytes];
    }
  }
  if (!isLast || filled > 0) throw new SealBroken('the end of the content');
}
