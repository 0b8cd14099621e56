import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';
import { derivedKey } from './derived-key';
import { SealBroken } from './seal-broken';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** How many bytes a chunk is longer than what it holds. */
export const chunkOverheadBytes = NONCE_BYTES + TAG_BYTES;

/** Where a chunk stands: nothing else makes it open. */
export interface ChunkPlace {
  /** 0 for the first chunk. */
  readonly nth: number;
  /** Nothing comes after it: what was cut off, or went on, does not open. */
  readonly isLast: boolean;
}

/**
 * Seals content that is too long for memory, chunk by chunk: AES-256-GCM with a key of its own, derived from the data key. Place
 * and end are authenticated with every chunk, so that chunks that were swapped, repeated, left out or cut off do not open. The nonce
 * is random, never counted: a chunk that is sealed anew because its first attempt was lost must not share one with it.
 */
export class ChunkSealer {
  private readonly key: KeyObject;

  /** @param boundTo names the one thing that the chunks are of */
  constructor(
    dataKey: KeyObject,
    private readonly boundTo: string,
  ) {
    this.key = derivedKey(dataKey, `chunks ${boundTo}`);
  }

  /** Nonce, ciphertext and tag of one chunk. */
  seal(content: Buffer, place: ChunkPlace): readonly [Buffer, Buffer, Buffer] {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    cipher.setAAD(this.boundAt(place));
    const sealed = cipher.update(content);
    cipher.final();
    return [nonce, sealed, cipher.getAuthTag()];
  }

  /** What a chunk holds. @throws SealBroken when it was changed or stands in another place */
  open(chunk: Buffer, place: ChunkPlace): Buffer {
    if (chunk.length < chunkOverheadBytes) throw new SealBroken(`chunk ${place.nth}`);
    const decipher = createDecipheriv('aes-256-gcm', this.key, chunk.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(this.boundAt(place));
    decipher.setAuthTag(chunk.subarray(-TAG_BYTES));
    const plain = decipher.update(chunk.subarray(NONCE_BYTES, -TAG_BYTES));
    try {
      decipher.final();
    } catch {
      throw new SealBroken(`chunk ${place.nth}`);
    }
    return plain;
  }

  private boundAt({ nth, isLast }: ChunkPlace): Buffer {
    return Buffer.from(JSON.stringify([this.boundTo, nth, isLast]), 'utf8');
  }
}
