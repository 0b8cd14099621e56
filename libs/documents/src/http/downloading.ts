import { pipeline } from 'node:stream/promises';
import { takeOver, type AnyResponse } from '#http';
import { attachmentNamed, safeName } from '../document-name';
import { giveBack } from '../pieces';

/** A document as somebody may save it. */
export interface OpenedDocument {
  /** As people gave it. */
  readonly name: string;
  readonly mediaType: string;
  /** Bytes of the content. */
  readonly size: number;
  /** Each piece is whoever's takes it. */
  readonly content: AsyncIterable<Buffer>;
}

/**
 * Sends a document as something to save: whatever it holds, no browser shows or runs it in the origin of the portal. What does not
 * open is told before anything is sent; what breaks on the way ends short, which its length shows.
 * @throws what the first piece of the content throws
 */
export async function sendDocument(anyResponse: AnyResponse, document: OpenedDocument): Promise<void> {
  const pieces = document.content[Symbol.asyncIterator]();
  const first = await pieces.next();
  const response = takeOver(anyResponse);
  response.writeHead(200, {
    'Content-Type': document.mediaType,
    'Content-Length': document.size,
    'Content-Disposition': attachmentNamed(safeName(document.name, document.mediaType)),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  async function* whole(): AsyncGenerator<Buffer, void, undefined> {
    for (let next = first; next.done !== true; next = await pieces.next()) {
      yield next.value;
      // All that was written has left; else it is left to the garbage collector.
      if (response.writableLength === 0) giveBack(next.value);
    }
  }
  // The client has left, or the content broke: the answer is cut off either way, and nobody is left to be told.
  await pipeline(whole, response).catch(() => response.destroy());
}
