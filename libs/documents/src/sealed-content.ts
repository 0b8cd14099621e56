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
  let waiting: Buffer[] = [];
  let waitingBytes = 0;

  const seal = (): Buffer => {
    bytes += waitingBytes;
    const isLast = bytes === length;
    const header = Buffer.allocUnsafe(headerBytes);
    header.writeUInt32BE(waitingBytes + (isLast ? lastFlag : 0));
    const chunk = Buffer.concat([header, ...sealer.seal(waiting, { nth: chunks, isLast })]);
    chunks += 1;
    waiting = [];
    waitingBytes = 0;
    return chunk;
  };

  for await (let piece of content) {
    while (piece.length > 0) {
      const fits = piece.subarray(0, chunkBytes - waitingBytes);
      waiting.push(fits);
      waitingBytes += fits.length;
      piece = piece.subarray(fits.length);
      if (waitingBytes < chunkBytes && bytes + waitingBytes < length) continue;
      yield seal();
      done({ bytes, chunks });
    }
  }
  if (waitingBytes === 0) return;
  yield seal();
  done({ bytes, chunks });
}

/**
 * Opens what `sealContent` made, chunk by chunk: nothing is given out that was not authenticated.
 * @throws SealBroken where it was changed, goes on after its end, or ends before it
 */
export async function* openContent(
  sealed: AsyncIterable<Buffer>,
  sealer: ChunkSealer,
): AsyncGenerator<Buffer, void, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  let nth = 0;
  let isLast = false;
  for await (const piece of sealed) {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    for (;;) {
      if (rest.length < headerBytes) break;
      const header = rest.readUInt32BE();
      const length = (header & ~lastFlag) + chunkOverheadBytes;
      if (isLast || length > chunkBytes + chunkOverheadBytes) throw new SealBroken(`chunk ${nth}`);
      if (rest.length < headerBytes + length) break;
      isLast = header >= lastFlag;
      yield sealer.open(rest.subarray(headerBytes, headerBytes + length), { nth, isLast });
      rest = rest.subarray(headerBytes + length);
      nth += 1;
    }
  }
  if (!isLast || rest.length > 0) throw new SealBroken('the end of the content');
}
