import type { IncomingMessage, ServerResponse } from 'node:http';
import { streamedBodyType } from '#http';
import type { KeptDocument } from '../document';
import type { Part } from '../documents';
import { passing } from '../pieces';
import { readChecksum, tusVersion } from './upload-headers';

/** Longest time for what is left of a body that is refused, in ms. */
const leftMs = 60_000;

/** Whether a request brings content itself, as the one that announces it may, too. */
export function bringsContent({ headers }: IncomingMessage): boolean {
  return headers['content-type'] === streamedBodyType;
}

/** The part that a request brings. @throws Problem `upload-malformed` */
export function partIn(request: IncomingMessage, offset: number): Omit<Part, 'accepted'> {
  const sha256 = readChecksum(request.headers);
  return { offset, content: arriving(request), ...(sha256 !== undefined && { sha256 }) };
}

/** What comes of a body; where its sender is gone it ends, and what came is kept. */
async function* arriving(request: IncomingMessage): AsyncGenerator<Buffer, void, undefined> {
  try {
    // Whoever stops reading still answers.
    yield* passing(request.iterator({ destroyOnReturn: false }));
  } catch (error) {
    if (request.complete) throw error;
  }
}

/**
 * Reads away what is left of a body before it is answered that it is refused: a sender that is cut off while it sends does not read
 * the answer.
 */
export async function readAway(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, leftMs);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    request.once('end', done).once('close', done).once('error', done);
    request.resume();
  });
}

/** Tells where an upload stands, in the headers of its answer. */
export function tellUpload(response: ServerResponse, document: KeptDocument): void {
  response.setHeader('Tus-Resumable', tusVersion);
  response.setHeader('Upload-Offset', String(document.received));
  response.setHeader('Upload-Length', String(document.length));
  const isFinished = document.received === document.length;
  if (!isFinished && document.endsAt !== null)
    response.setHeader('Upload-Expires', new Date(document.endsAt).toUTCString());
}
